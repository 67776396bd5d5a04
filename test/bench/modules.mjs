import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { hostOf, listed, machineOf } from "./machines.mjs";
import { medians } from "./measure.mjs";
import { atMostTime } from "./rows.mjs";

const count = 300;

/** A folder with this many modules, three levels deep, each with packages beside it. */
function project(home) {
	const folder = join(home, "modules");
	for (let index = 0; index < count; index++) {
		const place = join(folder, `group${index % 20}`, `module${index}`);
		for (const name of ["cmd", "internal"]) mkdirSync(join(place, name), { recursive: true });
		writeFileSync(join(place, "go.mod"), `module example.com/m${index}\n\ngo 1.${15 + (index % 12)}\n`);
	}
	writeFileSync(join(folder, "go.mod"), "module example.com/root\n\ngo 1.22\n");
	return folder;
}

/** The cost of a change of a file in the folder: everything is read again. */
export async function modulesRows({ subject }) {
	const machine = await machineOf(subject, 20, 0, 0);
	const folder = project(machine.home);
	const rows = await listed(subject, machine);
	const { providers, knowledge } = subject;
	const request = {
		folder,
		providers,
		knowledge,
		machine: rows,
		options: { searchPaths: [] },
		goToolchain: { value: "local", isDefault: true },
	};
	const read = async () => {
		const { state } = await subject.readFolder({
			...request,
			host: hostOf(subject, machine),
			signal: new AbortController().signal,
		});
		if (state.requirements.length < count) throw new Error(`${state.requirements.length} requirements of ${count}`);
	};
	const [ours] = await medians(read);
	return [atMostTime(`reading a folder with ${count} modules, as after each change in it`, ours, 100)];
}
