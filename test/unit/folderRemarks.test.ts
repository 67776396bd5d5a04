import { expect, it, vi } from "vitest";
import { folderRemarks } from "../../src/editor/services/folderRemarks.ts";

vi.mock("vscode", () => {
	class EventEmitter {
		readonly listeners = new Set<() => void>();
		readonly event = (listener: () => void) => {
			this.listeners.add(listener);
			return { dispose: () => this.listeners.delete(listener) };
		};
		fire(): void {
			for (const listener of this.listeners) listener();
		}
		dispose(): void {
			this.listeners.clear();
		}
	}
	const Disposable = {
		from: (...all: readonly { dispose(): unknown }[]) => ({
			dispose() {
				for (const one of all) one.dispose();
			},
		}),
	};
	return { EventEmitter, Disposable };
});

/** A source with the same text for each folder; `change` sets another text and reports the change. */
function source(text: string | undefined) {
	const listeners = new Set<() => void>();
	const onDidChange = (listener: () => void) => {
		listeners.add(listener);
		return { dispose: () => listeners.delete(listener) };
	};
	const change = (): void => {
		for (const listener of listeners) listener();
	};
	return { text: (folder: string | undefined) => text && `${folder}: ${text}`, onDidChange, change };
}

it("remarks about a folder stand in the order of their sources, and a source without one adds nothing", () => {
	const remarks = folderRemarks();
	for (const text of ["first", undefined, "second"]) remarks.add(source(text));
	expect(remarks.of("/a")).toEqual(["/a: first", "/a: second"]);
});

it("a source tells of its changes, and nothing of it stays when it is taken away", () => {
	const remarks = folderRemarks();
	const changed = vi.fn();
	remarks.onDidChange(changed);
	const one = source("text");
	const added = remarks.add(one);
	one.change();
	expect(changed).toHaveBeenCalledTimes(1);
	added.dispose();
	one.change();
	expect(changed).toHaveBeenCalledTimes(1);
	expect(remarks.of("/a")).toEqual([]);
});
