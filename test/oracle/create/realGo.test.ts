import { execFileSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type CondaHome, condaHome, noConda } from "../../support/condaHome.ts";
import { condaChannelOfGo } from "../../tools/condaChannel.mjs";
import { smallGoVersions } from "../../tools/go.mjs";
import { rattler } from "../../tools/rattler.mjs";

const [version = ""] = smallGoVersions;
const { create, missing } = await rattler();
const without = noConda ?? missing;
const why = without === undefined ? "" : `; skipped: ${without}`;

describe.skipIf(without !== undefined)(
	`a real Go in an environment of a local channel${why}`,
	{ timeout: 240_000 },
	() => {
		let home: CondaHome;
		let channel: string;
		beforeEach(async () => {
			channel = `file://${(await condaChannelOfGo(version)).channel}`;
			home = condaHome(channel);
		}, 240_000);
		afterEach(() => home.remove());

		/** What `go run` prints in the folder's environment. */
		async function builtVersion(): Promise<string> {
			const folder = join(home.project, "hello");
			mkdirSync(folder, { recursive: true });
			writeFileSync(join(folder, "go.mod"), "module example.com/hello\n\ngo 1.21\n");
			const lines = ['import ("fmt"; "runtime")', "func main() { fmt.Print(runtime.Version()) }"];
			writeFileSync(join(folder, "main.go"), ["package main", ...lines, ""].join("\n"));
			const options = { folder, variables: { GOCACHE: home.place("~/cache"), GOFLAGS: "-mod=mod", CGO_ENABLED: "0" } };
			const { stdout, stderr } = await home.ge(["exec", "--folder", home.project, "--", "go", "run", "."], options);
			return stdout === "" ? stderr : stdout;
		}

		it("is created by conda, and builds a program", async () => {
			const created = await home.ge(["create", "ci", `go=${version}`, "--yes"]);
			expect(created).toMatchObject({ status: 0, stderr: "" });
			const goroot = await home.ge(["exec", "--", "go", "env", "GOROOT"]);
			expect(goroot.stdout).toBe(`${join(home.envs, "ci", "go")}\n`);
			expect(await builtVersion()).toBe(`go${version}`);
		});

		it("is created by rattler, and builds a program", async () => {
			await create?.(channel, join(home.envs, "made"), `go=${version}`);
			expect(await home.ge(["use", "made"])).toMatchObject({ status: 0, stderr: "" });
			expect(await builtVersion()).toBe(`go${version}`);
			const linked = execFileSync("readlink", ["-f", join(home.envs, "made", "bin", "go")], { encoding: "utf8" });
			expect(linked).toBe(`${join(home.envs, "made", "go", "bin", "go")}\n`);
		});
	},
);
