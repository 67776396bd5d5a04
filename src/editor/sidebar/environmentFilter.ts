import { type Disposable, EventEmitter } from "vscode";
import type { Services } from "../services/services.ts";

const key = "compatibleOnly";

/** Whether the view Environments shows only compatible environments; stored per workspace. */
export interface EnvironmentFilter extends Disposable {
	readonly compatibleOnly: boolean;
	set(compatibleOnly: boolean): Promise<void>;
	onDidChange(listener: () => void): Disposable;
}

export function environmentFilter({ extension, setContextKey }: Services): EnvironmentFilter {
	const { workspaceState } = extension;
	const changed = new EventEmitter<void>();
	let compatibleOnly = workspaceState.get<unknown>(key) === true;
	setContextKey("compatibleOnly", compatibleOnly);
	return {
		get compatibleOnly() {
			return compatibleOnly;
		},
		async set(next) {
			compatibleOnly = next;
			setContextKey("compatibleOnly", next);
			changed.fire();
			await workspaceState.update(key, next);
		},
		onDidChange: changed.event,
		dispose: () => changed.dispose(),
	};
}
