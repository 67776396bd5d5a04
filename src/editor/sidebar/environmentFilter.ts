import { type Disposable, EventEmitter } from "vscode";
import type { Services } from "../services/services.ts";

const key = "onlyMeeting";

/** Whether the view Environments shows only what meets the requirement; remembered for the workspace. */
export interface EnvironmentFilter extends Disposable {
	readonly onlyMeeting: boolean;
	set(onlyMeeting: boolean): Promise<void>;
	onDidChange(listener: () => void): Disposable;
}

export function environmentFilter({ extension, setContextKey }: Services): EnvironmentFilter {
	const { workspaceState } = extension;
	const changed = new EventEmitter<void>();
	let onlyMeeting = workspaceState.get<unknown>(key) === true;
	setContextKey("onlyMeeting", onlyMeeting);
	return {
		get onlyMeeting() {
			return onlyMeeting;
		},
		async set(next) {
			onlyMeeting = next;
			setContextKey("onlyMeeting", next);
			changed.fire();
			await workspaceState.update(key, next);
		},
		onDidChange: changed.event,
		dispose: () => changed.dispose(),
	};
}
