import { readdirSync, statSync } from "node:fs";
import { join, resolve } from "node:path";
import { bareLooks } from "./bareLooks.mjs";
import { listed, machineOf } from "./machines.mjs";
import { cli, longestBlock, median, medians, ran, runs } from "./measure.mjs";
import { atLeastFaster, atMostOver, atMostTime, atMostTimes, notMeasured } from "./rows.mjs";

/** The minimum that any listing of the environments by conda-meta must do: the lower bound. */
function floorOf({ conda }) {
	for (const prefix of conda.prefixes) {
		readdirSync(join(prefix, "conda-meta"));
		statSync(prefix);
	}
}

/** Fails if the listing misses rows, because that would not be a valid measurement. */
async function listedWhole(subject, machine, providers = subject.providers, disk = subject.nodeDisk) {
	const rows = await listed(subject, machine, providers, disk);
	const wanted = machine.conda.prefixes.length + (machine.gvm?.environments.length ?? 0) + machine.sdks.length;
	if (rows.length < wanted) throw new Error(`${rows.length} rows of ${wanted}`);
}

export async function discoveryRows({ subject, conda }) {
	const large = await machineOf(subject, 1000, 100, 100);
	const mixed = await machineOf(subject, 1000, 100, 100, 4);
	const ten = await machineOf(subject, 10_000, 100, 100);
	const list = () => listedWhole(subject, large);
	const [ours, floor] = await medians(list, () => floorOf(large));
	const [oursMixed, floorMixed] = await medians(
		() => listedWhole(subject, mixed),
		() => floorOf(mixed),
	);
	const [tenfold, once] = await medians(() => listedWhole(subject, ten), list);
	const blocks = [];
	for (let turn = 0; turn < runs; turn++) blocks.push(await longestBlock(() => listedWhole(subject, ten)));
	const whole = "1,000 conda prefixes + 100 gvm installations + 100 SDKs";
	return [
		atMostTimes(
			`discovery in process, ${whole}`,
			ours,
			"readdir(conda-meta) + stat of these prefixes",
			floor,
			undefined,
		),
		atMostTimes("the same, every fourth prefix without Go", oursMixed, "their floor", floorMixed, undefined),
		atMostTimes("discovery of 10,000 conda prefixes", tenfold, "of 1,000", once, 12),
		atMostTime("longest block of the event loop meanwhile (10,000)", median(blocks), 20),
		...(await againstItsCalls(subject)),
		...(await listProcess(subject, large, whole)),
		...(await againstConda(subject, conda)),
	];
}

const bareScript = resolve("test", "bench", "bareLooks.mjs");

const someLocal = "1 0 8:1 / / rw - ext4 /dev/sda1 rw\n";
const someDistant = `${someLocal}2 1 0:9 / /mnt/team rw - nfs4 server:/team rw\n`;

/** Compares with the required system calls alone; then with links followed one by one, as when a disk may hang. */
async function againstItsCalls(subject) {
	const machine = await machineOf(subject, 1000, 0, 0);
	// the other providers find nothing, and their calls are not part of the comparison
	const conda = subject.providers.filter(({ name }) => name === "conda");
	const withMounts = (table) => ({ ...subject.nodeDisk, kernelFile: () => table });
	const [ours, distant, bare] = await medians(
		() => listedWhole(subject, machine, conda, withMounts(someLocal)),
		() => listedWhole(subject, machine, conda, withMounts(someDistant)),
		() => bareLooks(machine.conda.prefixes.slice(1)),
	);
	const calls = "its own system calls, in a bare loop";
	return [
		atMostTimes("discovery in process, 1,000 conda prefixes", ours, calls, bare, 2),
		atMostTimes("the same where a network disk is mounted", distant, calls, bare, undefined),
	];
}

async function listProcess(subject, { started, conda }, whole) {
	const [thousand, thirty] = [await machineOf(subject, 1000, 0, 0), await machineOf(subject, 30, 0, 0)];
	const list = (machine) => () => ran(process.execPath, [cli, "list", "--json"], machine);
	const [ours, many, few, node, bare] = await medians(
		list(started),
		list(thousand.started),
		list(thirty.started),
		() => ran(process.execPath, ["-e", "0"], started),
		() => ran(process.execPath, [bareScript, join(conda.root, "envs")], started),
	);
	const nothing = "`node -e 0`";
	return [
		atMostOver(`\`go-environments list --json\` as a process, ${whole}`, ours, nothing, node, undefined),
		atMostOver("the same, 1,000 conda prefixes", many, nothing, node, 150),
		atMostOver("the same, 30 conda prefixes", few, nothing, node, 40),
		atMostOver("the system calls for these conda prefixes alone, as a process", bare, nothing, node, undefined),
	];
}

async function againstConda(subject, conda) {
	const counts = [
		// no goal: on other machines conda is faster or slower
		20, 1000,
	];
	const rows = [];
	for (const count of counts) {
		const what = `discovery in process, ${count.toLocaleString("en")} conda environments`;
		if (conda.program === undefined) {
			rows.push(notMeasured(what, conda.reason));
			continue;
		}
		const machine = await machineOf(subject, count, 0, 0);
		const [ours, theirs, bare] = await medians(
			() => listedWhole(subject, machine),
			() => ran(conda.program, ["env", "list"], machine.started),
			() => bareLooks(machine.conda.prefixes.slice(1)),
		);
		const listing = "`conda env list` (24.7.1)";
		rows.push(
			atLeastFaster(what, ours, listing, theirs, undefined),
			atLeastFaster("its system calls alone, in a bare loop", bare, listing, theirs, undefined),
		);
	}
	return rows;
}
