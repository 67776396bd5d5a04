import { type Disposable, EventEmitter, type ExtensionContext } from "vscode";
import type { SetContextKey } from "./contextKeys.ts";

const key = "compatibleOnly";

/** Whether the view Environments and the picker show only compatible environments; stored per workspace. */
export interface EnvironmentFilter extends Disposable {
	readonly compatibleOnly: boolean;
	set(compatibleOnly: boolean): Promise<void>;
	onDidChange(listener: () => void): Disposable;
}

export function environmentFilter(
	{ workspaceState }: Pick<ExtensionContext, "workspaceState">,
	setContextKey: SetContextKey,
): EnvironmentFilter {
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
