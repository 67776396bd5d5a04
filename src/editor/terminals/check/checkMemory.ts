import type { Memento } from "vscode";

/** Which checks are done, by the key of what they are about: a good result for good, another one until the next session. */
export interface CheckMemory {
	isDue(key: string): boolean;
	/** A check without an answer: a busy machine, for example during the editor's start, may answer later. */
	countAttempt(folder: string, key: string): void;
	/** `isGood`: terminals run what they should. */
	settle(folder: string, key: string, isGood: boolean): Promise<void>;
	/** After a result that was not good it is worth another check. */
	forget(folder: string): void;
}

const checkedKey = "terminals.checked";
/** Each folder has its own, for each arrangement of our variables, and folders of a workspace come and go. */
const maxCheckedKeys = 100;
const maxAttempts = 3;

export function checkMemory(state: Pick<Memento, "get" | "update">): CheckMemory {
	/** The checks of this session, by folder and key. */
	const attempts = new Map<string, Map<string, number>>();

	function attemptsOf(folder: string): Map<string, number> {
		const known = attempts.get(folder) ?? new Map<string, number>();
		attempts.set(folder, known);
		return known;
	}

	/** The checks whose result was good, in this session or an earlier one. */
	function good(): readonly string[] {
		const stored = state.get<unknown>(checkedKey);
		return Array.isArray(stored) ? stored.filter((key) => typeof key === "string") : [];
	}

	return {
		isDue(key) {
			const counts = [...attempts.values()].map((known) => known.get(key) ?? 0);
			return !good().includes(key) && counts.every((count) => count < maxAttempts);
		},
		countAttempt(folder, key) {
			const known = attemptsOf(folder);
			known.set(key, (known.get(key) ?? 0) + 1);
		},
		async settle(folder, key, isGood) {
			attemptsOf(folder).set(key, maxAttempts);
			if (good().includes(key) === isGood) return;
			const others = good().filter((other) => other !== key);
			await state.update(checkedKey, isGood ? [...others, key].slice(-maxCheckedKeys) : others);
		},
		forget: (folder) => void attempts.delete(folder),
	};
}
