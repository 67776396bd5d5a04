import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, statSync, utimesSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { withLauncher, withoutLaunch } from "../../src/cli/launched.ts";
import { withoutActivation } from "../../src/core/activation/activeMark.ts";
import type { Variables } from "../../src/core/host.ts";
import { ensureProgram } from "../../src/editor/terminals/variables/ensureProgram.ts";
import { nodeHost, pathsOf } from "../../src/host/nodeHost.ts";
import { launcherOf } from "../../src/shell/launcherText.ts";
import { quietLog, trustAll } from "../support/machine.ts";
import { linuxPlaces } from "../support/states.ts";

const scratch = mkdtempSync(join(tmpdir(), "ge-"));
afterAll(() => rmSync(scratch, { recursive: true, force: true }));
const host = nodeHost({
	home: scratch,
	variables: {},
	trust: trustAll,
	log: quietLog,
	storeFolder: join(scratch, "s"),
});

const unix = { node: "/opt/It's a/code", isElectron: true, script: "/e/dist/cli.js" };
const windows = {
	node: "C:\\Users\\名\\AppData\\Local\\Code 100%\\Code.exe",
	isElectron: true,
	script: "C:\\Users\\名\\.vscode\\extensions\\e\\dist\\cli.js",
};
const storage = "C:\\Users\\名\\AppData\\Roaming\\Code\\bin";

const onLinux = (launched: typeof unix) => launcherOf("linux", pathsOf("linux"), "/g/bin", launched);
const onWindows = (launched: typeof windows) => launcherOf("win32", pathsOf("win32"), storage, launched);

describe("the launcher of terminals", () => {
	it("makes an Electron a Node, and says what the variable was before", () => {
		expect(onLinux(unix)).toEqual({
			name: "go-environments",
			text: [
				"#!/bin/sh",
				'GO_ENVIRONMENTS_LAUNCHED="yes${ELECTRON_RUN_AS_NODE+=$ELECTRON_RUN_AS_NODE}"',
				"ELECTRON_RUN_AS_NODE=1",
				"export GO_ENVIRONMENTS_LAUNCHED ELECTRON_RUN_AS_NODE",
				`exec '/opt/It'\\''s a/code' '/e/dist/cli.js' "$@"\n`,
			].join("\n"),
		});
	});

	it("leaves a plain Node's variables alone", () => {
		expect(onLinux({ ...unix, isElectron: false }).text).toBe(
			`#!/bin/sh\nexec '/opt/It'\\''s a/code' '/e/dist/cli.js' "$@"\n`,
		);
	});

	it("is a batch file on Windows, without a letter that a code page could change", () => {
		const { name, text } = onWindows(windows);
		expect(name).toBe("go-environments.cmd");
		expect(text.split("\r\n")).toEqual([
			"@echo off",
			"setlocal",
			'set "GO_ENVIRONMENTS_LAUNCHED=yes"',
			'if defined ELECTRON_RUN_AS_NODE set "GO_ENVIRONMENTS_LAUNCHED=yes=%ELECTRON_RUN_AS_NODE%"',
			'set "ELECTRON_RUN_AS_NODE=1"',
			'"%~dp0..\\..\\..\\Local\\Code 100%%\\Code.exe" "%~dp0..\\..\\..\\..\\.vscode\\extensions\\e\\dist\\cli.js" %*',
			"",
		]);
		expect(onWindows({ ...windows, node: "D:\\Code\\Code.exe" }).text).toContain('"D:\\Code\\Code.exe"');
	});

	it.each([
		[{}, "unset unset"],
		[{ ELECTRON_RUN_AS_NODE: "" }, "set: unset"],
		[{ ELECTRON_RUN_AS_NODE: "1" }, "set:1 unset"],
	])("and the CLI hides it from what it starts, unless the user had it (%o)", async (users, expected) => {
		const script = join(scratch, "print.sh");
		await ensureProgram(
			host,
			script,
			'#!/bin/sh\necho "$GO_ENVIRONMENTS_LAUNCHED|${ELECTRON_RUN_AS_NODE-unset}|$1"\n', // stands in for the CLI
		);
		const file = join(scratch, "go-environments");
		await ensureProgram(
			host,
			file,
			launcherOf("linux", pathsOf("linux"), scratch, { ...unix, node: "/bin/sh", script }).text,
		);
		const printed = execFileSync(file, ["a b"], { encoding: "utf8", env: { PATH: "/usr/bin:/bin", ...users } }).trim();
		const [mark = "", electron = "", argument] = printed.split("|");
		expect([electron, argument]).toEqual(["1", "a b"]);
		const seen = withoutLaunch({ GO_ENVIRONMENTS_LAUNCHED: mark, ELECTRON_RUN_AS_NODE: electron });
		const { ELECTRON_RUN_AS_NODE: left, GO_ENVIRONMENTS_LAUNCHED: own = "unset" } = seen;
		expect(`${left === undefined ? "unset" : `set:${left}`} ${own}`).toBe(expected);
	});

	it("changes nothing for a CLI that was started in another way", () => {
		expect(withoutLaunch({ ELECTRON_RUN_AS_NODE: "1" })).toEqual({ ELECTRON_RUN_AS_NODE: "1" });
	});

	it("is written as a program, and only where it differs", async () => {
		const file = join(scratch, "a", "b", "program");
		await ensureProgram(host, file, "#!/bin/sh\n");
		expect(statSync(file).mode & 0o700).toBe(0o700);
		utimesSync(file, 1, 1);
		await ensureProgram(host, file, "#!/bin/sh\n");
		expect(statSync(file).mtimeMs).toBe(1000);
		await ensureProgram(host, file, "#!/bin/sh\ntrue\n");
		expect(readFileSync(file, "utf8")).toBe("#!/bin/sh\ntrue\n");
	});
});

describe("the launcher's folder", () => {
	const terminal: Variables = { PATH: "/g/bin:/usr/bin:/g/bin", GO_ENVIRONMENTS_LAUNCHER: "/g/bin" };

	it("is taken back where nothing else of ours is active", () => {
		expect(withoutActivation(linuxPlaces, terminal)).toEqual({ PATH: "/usr/bin" });
	});

	it("is at the end for what exec starts, where the terminal had it", () => {
		expect(withLauncher(linuxPlaces, terminal, { PATH: "/go/bin:/usr/bin" })).toEqual({
			PATH: "/go/bin:/usr/bin:/g/bin",
			GO_ENVIRONMENTS_LAUNCHER: "/g/bin",
		});
		expect(withLauncher(linuxPlaces, {}, { PATH: "/usr/bin" })).toEqual({ PATH: "/usr/bin" });
	});
});
