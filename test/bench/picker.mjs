import { medians } from "./measure.mjs";
import { atMostTime } from "./rows.mjs";

const count = 500;
const typed = ["", "1", "1.", "1.2", "1.24", "env4", "/opt/conda/envs/e"];

const row = (subject, index) => {
	const version = `1.${15 + (index % 12)}.${index % 9}`;
	const location = `/opt/conda/envs/env${index}`;
	return {
		id: `conda:${location}`,
		provider: "conda",
		kind: subject.providers.find(({ name }) => name === "conda").kind,
		name: `env${index}`,
		otherNames: [],
		location,
		toolchain: { kind: "known", version, goroot: `${location}/go`, program: `${location}/bin/go` },
		otherPaths: [],
		realPaths: [location],
		origin: "conda",
		notes: [],
		problems: [],
	};
};

/** The work for one key that is typed into the picker: all rows, the section of each, and the search. */
export async function pickerRows({ subject }) {
	const environments = Array.from({ length: count }, (_, index) => row(subject, index));
	const host = { home: "/home/u", path: subject.pathsOf("linux"), platform: "linux" };
	const [inUse] = environments;
	const state = {
		folder: "/w",
		environments: [],
		specifications: [],
		requirements: [
			{ range: ">=1.22", version: "1.22", source: "go", file: "/w/go.mod", line: 3, decides: true, met: false },
		],
		selection: { kind: "chosen", environment: inUse, reason: { kind: "pick" } },
		activation: { kind: "none" },
		faults: [],
	};
	const titles = new Map(subject.providers.map(({ name, title }) => [name, title]));
	const verdicts = new Map(environments.map(({ toolchain }) => [toolchain.version, toolchain.version >= "1.22"]));
	const [all] = await medians(() => {
		for (const text of typed) {
			const rows = subject.pickerRows({ host, environments, titles, verdicts, state });
			const found = subject.foundRows({ host, isListing: false, state }, rows, text);
			if (found.length === 0) throw new Error(`no row for ${text}`);
		}
	});
	const what = `the rows of the picker for one key that is typed, ${count} environments`;
	return [atMostTime(what, all / typed.length, 8)];
}
