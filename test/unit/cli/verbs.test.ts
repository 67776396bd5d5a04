import { afterEach, describe, expect, it } from "vitest";
import { allow } from "../../../src/cli/verbs/allow.ts";
import { env } from "../../../src/cli/verbs/env.ts";
import { reset } from "../../../src/cli/verbs/reset.ts";
import type { Platform } from "../../../src/core/host.ts";
import { prefixFiles } from "../../support/conda.ts";
import { type Machine, type MachineOptions, machine } from "../../support/machine.ts";
import { printedBy } from "../../support/session.ts";

const machines: Machine[] = [];
afterEach(() => {
	for (const made of machines.splice(0)) made.remove();
});

function on(options: MachineOptions): Machine {
	const made = machine(options);
	machines.push(made);
	return made;
}

describe("env", () => {
	const printed = (platform: Platform) => {
		const state = '{"env_vars": {"LOSSY": "its", "GOOD": "its"}}';
		const { host } = on({
			platform,
			variables: { PATH: "/usr/bin", LOSSY: "caf\uFFFD", GOOD: "mine" },
			files: { ...prefixFiles("/c/envs/x", "1.22.5"), "/c/envs/x/conda-meta/state": state, "/work/x": "" },
		});
		return printedBy(env, host, "/work", { options: { environment: "/c/envs/x", shell: "bash" } });
	};

	it("leaves alone a variable whose bytes this system does not show, and says so", async () => {
		const { stdout, stderr } = await printed("darwin");
		expect(stdout).toContain("export GOOD='its'");
		expect(stdout).not.toMatch(/export LOSSY=/);
		expect(stderr).toContain("The value of LOSSY is not UTF-8");
	});

	it("changes it where the system shows them", async () => {
		const { stdout, stderr } = await printed("linux");
		expect(stdout).toContain("export LOSSY='its'");
		expect(stderr).not.toContain("LOSSY");
	});
});

describe("names that turn the direction of writing are shown as escapes by", () => {
	const turn = "\u202E";
	const shown = "\\u{202e}";

	it("allow, of the environment, the reference and each place", async () => {
		const name = `a${turn}b`;
		const { host } = on({
			variables: { PATH: "/usr/bin" },
			files: {
				...prefixFiles(`/work/${name}`, "1.22.5"),
				"/work/go-environments.yaml": `version: 1\nenvironment: ./${name}\n`,
			},
		});
		const { stdout } = await printedBy(allow, host, "/work");
		expect(stdout).toContain(`Approved: conda /work/a${shown}b\n`);
		expect(stdout).toContain(`“./a${shown}b”`);
		expect(stdout).toContain(`/work/a${shown}b/conda-meta/history`);
		expect(stdout).toMatch(/in these folders:\n {2}\/work\/a\\u\{202e\}b\/bin/);
		expect(stdout).not.toContain(turn);
	});

	it("allow, of a folder in which nothing waits", async () => {
		const { host } = on({ files: { [`/w${turn}`]: null } });
		expect((await printedBy(allow, host, `/w${turn}`)).stdout).toBe(`Nothing in /w${shown} needs approval.\n`);
	});

	it("reset, of the store's place", async () => {
		const { host } = on({});
		const store = { ...host.store, folder: `/s${turn}` };
		expect((await printedBy(reset, { ...host, store }, "/")).stdout).toBe(`Emptied /s${shown}.\n`);
	});
});
