import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type CondaHome, channelUrl, condaHome, noConda } from "../../support/condaHome.ts";
import { rattler } from "../../tools/rattler.mjs";

const { create, missing } = await rattler();
const without = noConda ?? missing;
const why = without === undefined ? "" : `; skipped: ${without}`;

let home: CondaHome;
beforeEach(() => {
	home = condaHome();
});
afterEach(() => home.remove());

describe.skipIf(without !== undefined)(`an environment that rattler made${why}`, () => {
	it("is listed, used, updated with conda, and removed", { timeout: 120_000 }, async () => {
		const prefix = join(home.envs, "made");
		await create?.(channelUrl, prefix, "go=1.22", "_go_select=*=nocgo");
		// what tells such a prefix from conda's
		expect(readFileSync(join(prefix, "conda-meta", "history"), "utf8")).toBe("");
		expect(await home.ge(["use", "made"])).toMatchObject({ status: 0, stderr: "" });
		expect((await home.ge(["exec", "--", "go", "version"])).stdout).toBe("go version go1.22.10 linux/amd64\n");
		expect((await home.ge(["exec", "--", "sh", "-c", "echo $CONDA_PREFIX"])).stdout).toBe(`${prefix}\n`);
		const environmentYml = `channels: ["${channelUrl}", nodefaults]\ndependencies: [go=1.26, gotool]\n`;
		writeFileSync(join(home.project, "environment.yml"), environmentYml);
		const updated = await home.ge(["update", "made", "--from", "environment.yml", "--yes"]);
		expect(updated).toMatchObject({ status: 0, stderr: "" });
		expect(home.goIn(prefix)).toBe("go version go1.26.6 linux/amd64");
		expect(existsSync(join(prefix, "bin", "gotool"))).toBe(true);
		expect(await home.ge(["remove", "made", "--yes"])).toMatchObject({ status: 0, stderr: "" });
		expect(existsSync(prefix)).toBe(false);
	});
});
