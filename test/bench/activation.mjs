import { join } from "node:path";
import { hostOf, listed, machineOf } from "./machines.mjs";
import { cli, medians, ran } from "./measure.mjs";
import { atLeastFaster, notMeasured } from "./rows.mjs";

export async function activationRows({ subject, conda }) {
	return [...(await condaRows(subject, conda)), await gvmRow(subject)];
}

async function condaRows(subject, conda) {
	const inProcess = "conda activation in process, nothing remembered";
	const asProcess = "`go-environments exec -- true` as a process";
	if (conda.program === undefined) return [inProcess, asProcess].map((what) => notMeasured(what, conda.reason));
	const machine = await machineOf(subject, 20, 0, 0);
	const [, prefix] = machine.conda.prefixes;
	const environment = (await listed(subject, machine)).find(({ location }) => location === prefix);
	const { providers, knowledge } = subject;
	const context = { providers, knowledge, goToolchain: { value: "local", isDefault: true } };
	const [ours, exec, theirs] = await medians(
		() => {
			const host = hostOf(subject, machine);
			return subject.activateEnvironment(
				{ ...context, host },
				environment,
				host.variables,
				new AbortController().signal,
			);
		},
		() => ran(process.execPath, [cli, "exec", "--environment", prefix, "--", "true"], machine.started),
		() => ran(conda.program, ["run", "-p", prefix, "true"], machine.started),
	);
	const run = "`conda run true` (24.7.1)";
	return [atLeastFaster(inProcess, ours, run, theirs, 50), atLeastFaster(asProcess, exec, run, theirs, 5)];
}

async function gvmRow(subject) {
	const machine = await machineOf(subject, 0, 100, 0);
	const gvm = subject.providers.filter(({ name }) => name === "gvm");
	const [ours, theirs] = await medians(
		() => listed(subject, machine, gvm),
		() => {
			for (const name of machine.gvm.environments) {
				ran(
					"bash",
					["--norc", "-c", '. "$1"', "bash", join(machine.gvm.root, "environments", name)],
					machine.variables,
				);
			}
		},
	);
	const count = machine.gvm.environments.length;
	return atLeastFaster(
		`listing of 100 gvm installations and their pkgsets (${count} rows)`,
		ours,
		"one bash for each file",
		theirs,
		20,
	);
}
