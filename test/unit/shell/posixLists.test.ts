import { describe, expect, it } from "vitest";
import { inFormOf, posixWorld, withPosixLists } from "../../../src/shell/posixLists.ts";
import { cygwin, gitBash, gitBash2016, gitBashInVsCode, msys2 } from "../../recorded/windowsShells.ts";

const path = "C:\\Users\\H\\sdk\\go1.24.2\\bin;D:\\Tools\\;\\\\server\\share\\bin;C:/Program Files/Git/cmd;;C:\\";

describe("lists for a POSIX shell on Windows", () => {
	it.each([
		["Git Bash of 2016", gitBash2016, "msys"],
		["Git Bash", gitBash, "msys"],
		["Git Bash in VS Code", gitBashInVsCode, "msys"],
		["MSYS2", msys2, "msys"],
		["Cygwin", cygwin, "cygwin"],
		["Cygwin by its place", { SHELL: "C:\\cygwin64\\bin\\bash.exe" }, "cygwin"],
		["a shell that does not say", {}, undefined],
	] as const)("%s is known by its variables", (_, variables, world) => {
		expect(posixWorld(variables)).toBe(world);
	});

	it("are written as the shell has them, and other values as Windows programs read them", () => {
		const changes = { Path: path, GOROOT: "C:\\Go", GO_ENVIRONMENTS_ACTIVE: '{"C:%5C":";"}', GOTOOLDIR: null };
		const { Path: _, ...others } = changes;
		expect(withPosixLists("msys", changes)).toEqual({
			changes: {
				...others,
				PATH: "/c/Users/H/sdk/go1.24.2/bin:/d/Tools/://server/share/bin:/c/Program Files/Git/cmd:/c",
			},
			left: [],
		});
		expect(withPosixLists("cygwin", changes).changes["PATH"]).toBe(
			"/cygdrive/c/Users/H/sdk/go1.24.2/bin:/cygdrive/d/Tools/://server/share/bin:/cygdrive/c/Program Files/Git/cmd:/cygdrive/c",
		);
	});

	it("are removed under the name that the shell knows", () => {
		expect(withPosixLists("msys", { Path: null, LD_LIBRARY_PATH: null, GOROOT: null })).toEqual({
			changes: { PATH: null, LD_LIBRARY_PATH: null, GOROOT: null },
			left: [],
		});
	});

	it("stay as Windows programs read them where the shell would not turn them back", () => {
		const changes = { PKG_CONFIG_PATH: "C:\\a;C:\\b" };
		expect(withPosixLists("cygwin", changes).changes).toEqual(changes);
		expect(withPosixLists("msys", changes).changes).toEqual({ PKG_CONFIG_PATH: "/c/a:/c/b" });
	});

	it.each([
		["\\\\?\\C:\\long", "/c/long"],
		["\\\\?\\UNC\\server\\share", "//server/share"],
		["/usr/bin", "/usr/bin"],
		["tools\\bin", "tools/bin"],
		['"C:\\quoted"', "/c/quoted"],
	])("%s is %s", (entry, form) => {
		expect(withPosixLists("msys", { PATH: entry }).changes).toEqual({ PATH: form });
	});

	it.each(["\\root", "C:relative", "C:\\a:b", 'C:\\a"b', "\\\\.\\dev"])(
		"%s has no form there: it alone is left out",
		(entry) => {
			expect(withPosixLists("msys", { PATH: `C:\\x;${entry};D:\\y`, A: "1" })).toEqual({
				changes: { PATH: "/c/x:/d/y", A: "1" },
				left: [{ list: "PATH", entry }],
			});
		},
	);

	it("are none of PowerShell's, nor of another system; what has no form is said, and an unknown shell", () => {
		const changes = { PATH: "C:\\a;C:\\b", GOROOT: "C:\\Go" };
		const windows = { platform: "win32" } as const;
		expect(inFormOf(windows, "powershell", {}, changes)).toEqual({ changes, faults: [] });
		expect(inFormOf({ platform: "linux" }, "bash", {}, changes)).toEqual({ changes, faults: [] });
		const converted = { ...changes, PATH: "/c/a:/c/b" };
		expect(inFormOf(windows, "bash", gitBashInVsCode, changes)).toEqual({ changes: converted, faults: [] });
		expect(inFormOf(windows, "fish", {}, changes)).toMatchObject({ changes: converted, faults: [{}] });
		const unclear = inFormOf(windows, "bash", gitBash, { PATH: "C:\\x;\\root" });
		expect(unclear).toMatchObject({ changes: { PATH: "/c/x" }, faults: [{ kind: "not-supported" }] });
		expect(unclear.faults[0]?.message).toBe("PATH is set without its entry “\\root”, which cannot be written in bash.");
	});
});
