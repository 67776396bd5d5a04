import { existsSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import {
	type CondaHome,
	channelUrl,
	condaHome,
	condaPlatform,
	condaProgram,
	noConda,
} from "../../support/condaHome.ts";
import { condaLock } from "../../tools/condaLock.mjs";

const { lock, missing } = await condaLock();
const without = noConda ?? missing;
const why = without === undefined ? "" : `; skipped: ${without}`;

let home: CondaHome;
beforeEach(() => {
	home = condaHome();
});
afterEach(() => home.remove());

describe.skipIf(without !== undefined)(`a conda-lock.yml of the real conda-lock${why}`, () => {
	it("gives exactly the packages that it locks, whatever environment.yml asks for by then", {
		timeout: 120_000,
	}, async () => {
		const file = join(home.project, "environment.yml");
		const yml = (packages: string): string =>
			`name: app\nchannels: ["${channelUrl}", nodefaults]\ndependencies: [${packages}]\nplatforms: [${condaPlatform}]\n`;
		writeFileSync(file, yml("go=1.24, gotool"));
		await lock?.(condaProgram, home.project, home.home);
		renameSync(file, join(home.project, "other.yml"));
		const created = await home.ge(["create", "locked", "--from", "conda-lock.yml", "--yes"]);
		expect(created).toMatchObject({ status: 0, stderr: "" });
		expect(home.goIn(join(home.envs, "locked"))).toBe("go version go1.24.11 linux/amd64");
		expect(existsSync(join(home.envs, "locked", "bin", "gotool"))).toBe(true);
	});
});
