import { describe, expect, it } from "vitest";
import { changesBetween, defaultShell, shells, shellText } from "../../../src/shell/shellText.ts";
import { cygwin, gitBashInVsCode } from "../../recorded/windowsShells.ts";

// bash, zsh and fish evaluate their output in test/cli/env.test.ts; PowerShell is not available for tests
describe("PowerShell", () => {
	const set = (value: string): string => shells.powershell.set("NAME", value);

	it("quotes what has a meaning in double quotes, typographic quotes too", () => {
		expect(set("C:\\Program Files\\Go")).toBe('$env:NAME = "C:\\Program Files\\Go"');
		expect(set('a"b')).toBe('$env:NAME = "a`"b"');
		expect(set("$HOME $(id) ${x}")).toBe('$env:NAME = "`$HOME `$(id) `${x}"');
		expect(set("back`tick")).toBe('$env:NAME = "back``tick"');
		expect(set("a\u201Cb\u201Dc\u201Ed")).toBe('$env:NAME = "a`\u201Cb`\u201Dc`\u201Ed"');
		expect(set("it's ‘so’")).toBe('$env:NAME = "it\'s ‘so’"');
	});

	it("keeps each variable on one line: a pipe hands over line by line", () => {
		expect(set("a\nb\r\nc")).toBe('$env:NAME = "a`nb`r`nc"');
	});

	it("takes names that need braces, and leaves out those that are patterns or no names", () => {
		expect(shells.powershell.set("ProgramFiles(x86)", "C:\\x")).toBe('${env:ProgramFiles(x86)} = "C:\\x"');
		expect(shells.powershell.remove("ProgramFiles(x86)")).toBe(
			'Remove-Item -LiteralPath "Env:ProgramFiles(x86)" -ErrorAction SilentlyContinue',
		);
		expect(shellText(shells.powershell, { "A*": "1", OK: "2" }).left).toEqual(["A*"]);
	});
});

describe("what a shell is told", () => {
	it("is only what differs, in the order of names", () => {
		const changes = changesBetween({ B: "1", A: "1", C: "same", D: "gone" }, { C: "same", B: "2", A: "2" });
		expect(shellText(shells.bash, changes).lines).toEqual(["export A='2'", "export B='2'", "unset D"]);
	});

	it("leaves out names that no shell can assign", () => {
		const changes = { "BASH_FUNC_x%%": "() { :; }", "A.B": "1", UID: "1", A: "1", "1A": "2" };
		expect(shellText(shells.bash, changes)).toEqual({
			lines: ["export A='1'"],
			left: ["BASH_FUNC_x%%", "A.B", "UID", "1A"].sort(
				(a, b) => Object.keys(changes).indexOf(a) - Object.keys(changes).indexOf(b),
			),
		});
	});

	it("is in the language of the shell that one is in", () => {
		expect(defaultShell("linux", { SHELL: "/usr/bin/fish" })).toBe("fish");
		expect(defaultShell("darwin", { SHELL: "/bin/zsh" })).toBe("zsh");
		expect(defaultShell("linux", { SHELL: "/bin/dash" })).toBe("bash");
		expect(defaultShell("linux", { SHELL: "/usr/bin/pwsh" })).toBe("powershell");
		expect(defaultShell("win32", { SHELL: "C:\\Program Files\\PowerShell\\7\\pwsh.exe" })).toBe("powershell");
		expect(defaultShell("linux", {})).toBe("bash");
		expect(defaultShell("win32", {})).toBe("powershell");
		expect(defaultShell("win32", gitBashInVsCode)).toBe("bash");
		expect(defaultShell("win32", cygwin)).toBe("bash");
		expect(defaultShell("win32", { SHELL: "C:\\Program Files\\Git\\usr\\bin\\bash.exe" })).toBe("bash");
	});
});
