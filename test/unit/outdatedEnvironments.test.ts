import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { acceptedByCondaSpec } from "../../src/conda/condaRange.ts";
import type { Fault } from "../../src/core/fault.ts";
import { filePrint, forgetMade, rememberMade } from "../../src/core/model/madeFrom.ts";
import { outdatedEnvironments } from "../../src/core/model/outdatedEnvironments.ts";
import type { Provider } from "../../src/core/provider.ts";
import type { JudgedSpecification, Selection } from "../../src/core/state.ts";
import { type Machine, machine } from "../support/machine.ts";
import { providerOf, row } from "../support/rows.ts";

const ci = row({ provider: "conda", name: "ci", version: "1.21.6", location: "/envs/ci" });
const other = row({ provider: "conda", name: "other", version: "1.21.6", location: "/envs/other" });
const file = "/work/environment.yml";
const inputs: Provider["inputs"] = async (_, { location }) => [`${location}/history`];
const update: Provider["update"] = () => Promise.reject(new Error("is not called"));
const providers = [providerOf("conda", [], { inputs, update })];

let made: Machine;
beforeEach(() => {
	made = machine({ files: { [file]: "dependencies:\n  - go\n", "/envs/ci/history": "1" } });
});
afterEach(() => made.remove());

/** `environment` is what the folder uses; the file names `ci`. */
function found(more: Partial<JudgedSpecification> = {}, environment = ci, of = providers): Promise<readonly Fault[]> {
	const selection: Selection = { kind: "chosen", environment, reason: { kind: "pick" } };
	const own: JudgedSpecification = {
		kind: "environment.yml",
		file,
		above: false,
		creates: true,
		demand: { alternatives: ["conda:ci"], line: 2 },
		faults: [],
		selection: { kind: "chosen", environment: ci, reason: { kind: "specification", file } },
		...more,
	};
	return outdatedEnvironments({ host: made.host, providers: of }, selection, [own]);
}

/** That `ci` was made from a file as it is now. */
async function remember(from: string): Promise<void> {
	const now = await filePrint(made.host, from);
	if (now !== undefined) await rememberMade(made.host, providers, ci, now);
}

const updating = { kind: "operation", name: "update", file };

describe("an environment whose file does not accept its Go", () => {
	it("is told with the update as the way out, whoever selected it", async () => {
		const accepts = acceptedByCondaSpec("go=1.22");
		expect(await found({ accepts })).toMatchObject([
			{ kind: "conflict", file, line: 2, remedies: [{ action: updating }, { action: { kind: "open", file } }] },
		]);
		expect(await found({ accepts }, ci, [providerOf("conda", [])])).toMatchObject([
			{ remedies: [{ action: { kind: "open", file } }] },
		]);
	});

	it("is not told where the file accepts it, or the folder uses another one", async () => {
		for (const spec of ["conda-forge::go>=1.21.0,<1.22", "go"])
			expect(await found({ accepts: acceptedByCondaSpec(spec) })).toEqual([]);
		expect(await found({ accepts: acceptedByCondaSpec("go=1.22") }, other)).toEqual([]);
	});
});

describe("an environment that was made from a file which does not lead to it", () => {
	const reference = ci.id;
	it.each([
		["has no name", { demand: undefined, selection: undefined }],
		["names what is not there", { selection: undefined }],
	])("is told as any other, with its own name in the update, where the file %s", async (_, absent) => {
		const more = absent as unknown as Partial<JudgedSpecification>;
		const accepts = acceptedByCondaSpec("go=1.22");
		expect(await found({ ...more, accepts })).toEqual([]);
		await remember(file);
		expect(await found(more)).toEqual([]);
		expect(await found({ ...more, accepts })).toMatchObject([
			{ kind: "conflict", remedies: [{ action: { ...updating, reference } }, {}] },
		]);
		made.write({ [file]: "dependencies:\n  - go\n  - gotool\n" });
		expect(await found(more)).toMatchObject([{ kind: "note", remedies: [{ action: { ...updating, reference } }] }]);
		expect(await found(more, other)).toEqual([]);
	});
});

describe("a file that has changed since an environment was made from it", () => {
	const changes = (): void => made.write({ [file]: "dependencies:\n  - go\n  - gotool\n" });

	it("is told with the update as the way out, until it is as before or the environment is made anew", async () => {
		await remember(file);
		expect(await found()).toEqual([]);
		changes();
		expect(await found()).toMatchObject([
			{
				kind: "note",
				message: "environment.yml has changed since “ci” was made from it.",
				file,
				remedies: [{ action: updating }],
			},
		]);
		await remember(file);
		expect(await found()).toEqual([]);
	});

	it("is told of a change while the environment was made, and under another path of the file", async () => {
		const planned = await filePrint(made.host, file);
		changes();
		if (planned !== undefined) await rememberMade(made.host, providers, ci, planned);
		expect(await found()).toHaveLength(1);
		made.write({ "/link": { link: "/work" } });
		expect(await found({ file: "/link/environment.yml" })).toHaveLength(1);
	});

	it("is the same with other comments, blank lines and line ends", async () => {
		await remember(file);
		made.write({ [file]: "# mine\r\n\r\ndependencies:\r\n  - go  \r\n" });
		expect(await found()).toEqual([]);
	});

	it("is not told where its own tool changed the environment since, or nothing is known", async () => {
		changes();
		expect(await found()).toEqual([]);
		await remember(file);
		made.write({ [file]: "dependencies: []\n", "/envs/ci/history": "2" });
		expect(await found()).toEqual([]);
		made.write({ "/envs/ci/history": "1" });
		expect(await found()).toHaveLength(1);
		await forgetMade(made.host, ci);
		expect(await found()).toEqual([]);
		const [name] = await made.host.store.list("made");
		expect(name).toBeUndefined();
	});

	it("is not told of another file, or for a record in a form that is not known", async () => {
		await remember("/work/other.yml");
		made.write({ "/work/other.yml": "a: 1\n" });
		await remember("/work/other.yml");
		changes();
		expect(await found()).toEqual([]);
		const [name = ""] = await made.host.store.list("made");
		for (const text of ["", "{", "[]", '{"version":2}']) {
			await made.host.store.write(name, text);
			expect(await found()).toEqual([]);
		}
	});
});
