import { cpSync, rmSync, writeFileSync } from "node:fs";
import { delimiter, dirname, join, relative, resolve } from "node:path";
import { goToolchain, smallGoVersions } from "../../test/tools/go.mjs";

const known = (cli) => cli.ask("list").environments.filter(({ toolchain }) => toolchain === "known");

/** The command line; if the machine has fewer than two installations of Go, with two small ones at the end of PATH, for this run only. */
export async function withTwoInstallations(cli) {
	const found = known(cli).length;
	if (found >= 2) return cli;
	const versions = smallGoVersions.join(" and ");
	console.log(
		`This machine has ${found === 0 ? "no Go" : "only one Go"}. For this run, ${versions} are downloaded from the Go proxy.`,
	);
	const folders = [];
	for (const version of smallGoVersions) folders.push(join(await goToolchain(version), "bin"));
	console.log(`They are in ${dirname(dirname(dirname(folders[0] ?? "")))}, and last on PATH during this run.`);
	return cli.with({ PATH: [process.env.PATH ?? "", ...folders].join(delimiter) });
}

/**
 * A copy of test/sample in which `api` requires an installed Go that is not the default, and `batch` none. `other` is a third
 * Go to switch to, or the inherited one if there are only two.
 */
export function sampleWorkspace(folder, cli) {
	rmSync(folder, { recursive: true, force: true });
	cpSync(resolve(import.meta.dirname, "../../test/sample"), folder, { recursive: true });
	const batch = join(folder, "batch");
	const api = join(folder, "api");
	const inherited = cli.ask("show", "--folder", batch).selection.id;
	const rows = known(cli);
	const [asked, ...more] = rows.filter(({ id }) => id !== inherited);
	if (asked === undefined) throw new Error("The sample workspace needs two installations of Go.");
	writeFileSync(join(api, ".go-version"), `${asked.version}\n`);
	const other = more.find(({ version }) => version !== asked.version) ?? rows.find(({ id }) => id === inherited);
	return {
		workspace: join(folder, "sample.code-workspace"),
		asked,
		other,
		folders: [
			{ folder: relative(process.cwd(), api), why: `A folder whose .go-version asks for ${asked.version}` },
			{ folder: relative(process.cwd(), batch), why: "A folder that asks for none" },
		],
	};
}
