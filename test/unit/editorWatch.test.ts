import { expect, it, vi } from "vitest";
import { watchedName } from "../../src/editor/services/editorWatch.ts";
import { pathsOf } from "../../src/host/nodeHost.ts";

vi.mock("vscode", () => ({})); // not needed to compare names

const named = (platform: "linux" | "darwin" | "win32", path: string) => watchedName(platform, pathsOf(platform), path);

it("a path of Windows is the one that the editor tells, whatever the case of drive and names", () => {
	const told = "c:\\Users\\Li\\Work\\go.mod";
	expect(named("win32", "C:\\Users\\li\\work\\go.mod")).toBe(named("win32", told));
	expect(named("win32", "C:/Users/Li/Work/go.mod")).toBe(named("win32", told));
	expect(named("win32", "D:\\Users\\Li\\Work\\go.mod")).not.toBe(named("win32", told));
});

it("a path of macOS is the same with its accents apart", () => {
	expect(named("darwin", "/Users/Jose\u0301/go.mod")).toBe(named("darwin", "/users/Jos\u00E9/go.mod"));
});

it("names of Linux differ by case", () => {
	expect(named("linux", "/work/Go.mod")).not.toBe(named("linux", "/work/go.mod"));
});
