import { spawnSync } from "node:child_process";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type Home, sdkFiles, temporaryHome } from "../support/cli.ts";
import { deadDisk, noDeadDisk } from "../support/deadDisk.mjs";
import { hasPseudoTerminal, inPseudoTerminal } from "../support/pseudoTerminal.ts";

describe.skipIf(noDeadDisk !== undefined)(`a disk that is dead (${noDeadDisk ?? "a real one"})`, () => {
	let home: Home;
	let gvm: ReturnType<typeof deadDisk>;
	let net: ReturnType<typeof deadDisk>;
	beforeEach(() => {
		home = temporaryHome({ ...sdkFiles("1.22.5"), "~/work/go.mod": "module example.com/x\n\ngo 1.22\n" });
		gvm = deadDisk(home.place("~/.gvm"));
		net = deadDisk(home.place("~/net"));
	});
	afterEach(() => {
		for (const disk of [gvm, net]) disk.remove();
		home.remove();
	});

	it("holds back no other provider, is named once, and does not keep the process", async () => {
		const { stdout, stderr, signal } = await home.run(["list"], { folder: home.place("~/work") });
		expect(stdout).toContain("go1.22.5");
		expect(stderr.split("~/.gvm did not respond")).toHaveLength(2);
		expect(signal).toBe("SIGKILL"); // status 137: while a read blocks, Node can only be ended by SIGKILL
	});

	it.skipIf(!hasPseudoTerminal)(
		"is waited for with a line that says so, in a terminal (skipped without python3)",
		async () => {
			// a terminal without a size shows no progress
			const program = ["sh", "-c", 'stty cols 80; exec "$0" "$@"', process.execPath, home.program, "show"];
			const at = { cwd: home.place("~/work"), env: { ...home.variables, TERM: "xterm" } };
			const shown = inPseudoTerminal(program, at);
			await shown.shows("Looking for Go environments…");
			await shown.shows("Needs");
			await shown.end;
		},
	);

	it("elsewhere hides nothing that a link to a name that is not UTF-8 leads to", async () => {
		const script = `D="$HOME/$(printf 'o\\377')"; mkdir "$D"; cp -r "$HOME/sdk/go1.22.5" "$D/g"; ln -s "$D/g" "$HOME/work/lg"
			ge() { '${process.execPath}' '${home.program}' "$@"; }
			ge exec --environment ./lg -- go version
			cd "$D"; printf '#!/bin/sh\necho tool' > tool; chmod +x tool; ge exec --environment inherited -- ./tool`;
		const place = { cwd: home.place("~/work"), env: home.variables, encoding: "utf8" } as const;
		expect(spawnSync("sh", ["-c", script], place).stdout).toMatch(/^go version go1.22.5 .*\ntool\n$/);
	});

	it("as home folder stops a choice with words, and never runs another Go in its place", async () => {
		const place = { folder: home.place("~/work"), variables: { HOME: home.place("~/net") } };
		const use = await home.run(["use", "inherited"], place);
		expect(use.stderr).toMatch(/net did not respond within 2 s[\s\S]*Check the network or the drive/);
		const exec = await home.run(["exec", "--", "echo", "ran"], place);
		expect(exec.stdout).not.toContain("ran");
		expect(exec.stderr).toContain("did not respond");
		expect((await home.run(["show"], place)).stdout).toContain("Needs");
	});
});
