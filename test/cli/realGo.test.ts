import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Home, type Json, temporaryHome } from "../support/cli.ts";
import { goToolchains, smallGoVersions } from "../tools/go.mjs";

const [newer = "", older = ""] = smallGoVersions;

describe("real Gos side by side", () => {
	let home: Home;
	let goroots: Readonly<Record<string, string>>;
	beforeAll(async () => {
		goroots = await goToolchains(smallGoVersions);
		home = temporaryHome({
			"~/a/go.mod": "module example.com/a\n\ngo 1.21\n",
			"~/a/main.go":
				'package main\n\nimport (\n\t"fmt"\n\t"runtime"\n)\n\nfunc main() { fmt.Println(runtime.Version()) }\n',
			"~/b/go.mod": `module example.com/b\n\ngo ${newer}\n`,
		});
	}, 300_000);
	afterAll(() => home?.remove());

	const inFolder = (name: string) => ({
		folder: home.place(`~/${name}`),
		variables: { GOFLAGS: "-mod=mod", GOPROXY: "off" },
	});
	const go = async (folder: string, ...words: string[]): Promise<string> =>
		(await home.run(["exec", "--", "go", ...words], inFolder(folder))).stdout.trim();

	it("each folder runs, builds and tests with its own, whatever GOROOT says outside", async () => {
		for (const [folder, version] of [
			["a", older],
			["b", newer],
		] as const) {
			expect((await home.run(["use", goroots[version] ?? ""], inFolder(folder))).status).toBe(0);
			expect(await go(folder, "env", "GOVERSION")).toBe(`go${version}`);
			expect(await go(folder, "env", "GOROOT")).toBe(goroots[version]);
			expect(await go(folder, "env", "GOTOOLCHAIN")).toBe("local");
		}
		const elsewhere = { ...inFolder("a"), variables: { ...inFolder("a").variables, GOROOT: goroots[newer] ?? "" } };
		const { stdout, stderr } = await home.run(["exec", "--", "go", "run", "."], elsewhere);
		expect(stderr).toBe("");
		expect(stdout).toBe(`go${older}\n`);
	}, 120_000);

	it("show says what go itself says of a requirement that is not met", async () => {
		await home.run(["use", goroots[older] ?? ""], inFolder("b"));
		const { requirements } = (await home.json(["show", "--json"], inFolder("b"))) as { requirements: readonly Json[] };
		expect(requirements).toMatchObject([{ range: `>=${newer}`, met: false, switchesTo: null }]);
		const { status, stderr } = await home.run(["exec", "--", "go", "list"], inFolder("b"));
		expect(status).toBe(1);
		expect(stderr).toContain(`go.mod requires go >= ${newer} (running go ${older}; GOTOOLCHAIN=local)`);
	}, 120_000);
});
