import { type Disposable, EventEmitter, type Memento } from "vscode";
import { contextKey } from "../contextKey.ts";

const key = "onlyMeeting";

/** Whether the view Environments shows only what meets the requirement; remembered for the workspace. */
export interface EnvironmentFilter extends Disposable {
	readonly onlyMeeting: boolean;
	set(onlyMeeting: boolean): Promise<void>;
	onDidChange(listener: () => void): Disposable;
}

export function environmentFilter(memory: Memento): EnvironmentFilter {
	const changed = new EventEmitter<void>();
	const isSet = contextKey<boolean>("onlyMeeting");
	let onlyMeeting = memory.get<unknown>(key) === true;
	isSet(onlyMeeting);
	return {
		get onlyMeeting() {
			return onlyMeeting;
		},
		async set(next) {
			onlyMeeting = next;
			isSet(next);
			changed.fire();
			await memory.update(key, next);
		},
		onDidChange: changed.event,
		dispose: () => changed.dispose(),
	};
}
