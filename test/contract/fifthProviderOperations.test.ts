import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { activateEnvironment } from "../../src/core/activation/activateEnvironment.ts";
import { activeId } from "../../src/core/activation/activeMark.ts";
import { discover, environmentsOf } from "../../src/core/discovery/discovery.ts";
import type { GoEnvironment } from "../../src/core/environment.ts";
import type { Host } from "../../src/core/host.ts";
import type { Operation } from "../../src/core/operation.ts";
import { withChoice } from "../../src/core/selection/picks.ts";
import { resolveReference } from "../../src/core/selection/reference.ts";
import { folderSettings, type RawSettings } from "../../src/core/settings/folderSettings.ts";
import type { SettingName } from "../../src/core/settings/settingNames.ts";
import type { FolderState } from "../../src/core/state.ts";
import { activateFolder, type FolderVariables } from "../../src/operations/activateFolder.ts";
import { activateForTerminal } from "../../src/operations/activateForTerminal.ts";
import { approveFolder } from "../../src/operations/approval.ts";
import type { FolderContext } from "../../src/operations/folderContext.ts";
import { listFolder, listMachine, readPlace } from "../../src/operations/folderReading.ts";
import { operationRunner } from "../../src/operations/operationRunner.ts";
import { planSaveSelection } from "../../src/operations/saveSelection.ts";
import { useEnvironment } from "../../src/operations/useEnvironment.ts";
import { knowledge } from "../../src/specifications/knowledge.ts";
import type { Machine } from "../support/machine.ts";
import { allProviders, machineOfUnknown } from "../support/unknownProviders.ts";

const { signal } = new AbortController();

const work = "/home/u/work";

let made: Machine;
let host: Host;

beforeEach(() => {
	made = machineOfUnknown(work);
	host = made.host;
});
afterEach(() => made.remove());

async function listed(): Promise<readonly GoEnvironment[]> {
	const listings = await discover({ host, providers: allProviders, options: { searchPaths: [] }, signal });
	return environmentsOf(...[...listings.values()].map(({ state }) => state.environments));
}

describe("the operations with a provider that src knows nothing of", () => {
	const goToolchain = { value: "local", isDefault: true } as const;

	/** The folder with these settings on the command line, where code of a folder runs only if it was approved. */
	function placeWith(settings: Partial<Record<SettingName, unknown>> = {}): FolderContext {
		const own = made.withOptions({
			variables: { PATH: "/usr/bin", GUIX_PROFILE: "/outer" },
			trust: { allows: ({ kind }) => kind === "machine" },
		});
		const raw: RawSettings = {
			base: work,
			setting: (name) => (name in settings ? { value: settings[name] } : undefined),
		};
		return {
			host: own.host,
			folder: work,
			settings: folderSettings(own.host, allProviders, raw),
			...{ providers: allProviders, knowledge, signal },
		};
	}

	const run = <R>(operation: Operation<R>): Promise<R> => operationRunner(host.log).run(operation, signal);

	async function used(reference: string, place = placeWith()): Promise<FolderState> {
		const machine = await listMachine(place);
		const rows = async () => environmentsOf(machine.rows, (await listFolder(place)).rows);
		const select = (choice: GoEnvironment | "inherited") =>
			withChoice(place.host, work, choice, async () => (await readPlace(place, { machine })).state);
		return await run(useEnvironment({ place, machine, rows, base: work, wanted: { reference }, select }));
	}

	/** The variables of a program in the folder, and how often code of the folder was trusted for it. */
	async function executed(place = placeWith()): Promise<FolderVariables & { readonly trusted: number }> {
		let trusted = 0;
		const answer = await run(activateFolder(await readPlace(place), () => trusted++));
		return { ...answer, trusted };
	}

	it("`use` takes it by its reference, and refuses what has no Go and what the setting leaves out", async () => {
		const ci = { kind: "chosen", environment: { id: "guix:/home/u/profiles/ci" }, reason: { kind: "pick" } };
		expect((await used("guix:ci")).selection).toMatchObject(ci);
		await expect(used("guix:bare")).rejects.toMatchObject({ fault: { kind: "reference-refused" } });
		const without = placeWith({ providers: ["sdk", "devbox"] });
		await expect(used("guix:a-tools", without)).rejects.toMatchObject({ fault: { kind: "reference-unknown" } });
		expect((await used("sdk:1.22", placeWith({ providers: ["sdk", "guix"] }))).selection).toMatchObject({
			environment: { provider: "sdk" },
		});
		await expect(used("sdk:1.22", placeWith({ providers: ["guix"] }))).rejects.toMatchObject({
			fault: { kind: "reference-unknown" },
		});
		expect((await readPlace(placeWith())).state.selection).toMatchObject({ environment: { provider: "sdk" } });
	});

	it("`use` takes no version that only the folder brings, but its path", async () => {
		await expect(used("1.20")).rejects.toMatchObject({ fault: { kind: "not-allowed" } });
		expect((await used("./.guix")).selection).toMatchObject({ environment: { id: `guix:${work}/.guix` } });
	});

	it("`exec` has its variables, another of its kind left before, and our mark", async () => {
		await used("guix:ci");
		const { variables, warnings, trusted } = await executed();
		expect(variables).toMatchObject({
			PATH: "/home/u/profiles/ci/bin:/usr/bin",
			GUIX_PROFILE: "/home/u/profiles/ci",
			GOTOOLCHAIN: "local",
		});
		expect(activeId(host, variables)).toBe("guix:/home/u/profiles/ci");
		expect(variables).not.toHaveProperty("GUIX_OUTER");
		expect([warnings, trusted]).toEqual([[], 0]);
	});

	it.each([
		["an environment of the folder", "./.guix", `${work}/.guix/manifest`, { GUIX_PROFILE: `${work}/.guix` }],
		["code of the project, on request", ".#ci", `${work}/devbox.json`, { DEVBOX_SHELL: "#ci" }],
	])(
		"%s that the settings name runs once it is approved, until its input changes",
		async (_, reference, input, has) => {
			const place = placeWith({ environment: reference });
			await expect(executed(place)).rejects.toMatchObject({
				fault: { kind: "not-allowed", remedies: [{ action: { kind: "trust" } }, {}] },
			});
			const { selection } = await run(approveFolder(await readPlace(place)));
			expect(selection?.covers.files).toContain(input);
			const { variables, trusted } = await executed(place);
			expect(variables).toMatchObject(has);
			expect(trusted).toBe(1);
			made.write({ [input]: "default ci changed\n" });
			await expect(executed(place)).rejects.toMatchObject({
				fault: { kind: "not-allowed", message: expect.stringContaining(input) as string },
			});
		},
	);

	it("a terminal has exactly it, though the folder uses another", async () => {
		const state = await used("1.22");
		const [, , , other] = await listed();
		const context = { host, providers: allProviders, goToolchain, knowledge, folder: work };
		const opened = await run(
			activateForTerminal(host, {
				...{ state, other },
				activated: (environment) => activateEnvironment(context, environment, host.variables, signal),
			}),
		);
		expect(opened).toMatchObject({
			environment: { id: "guix:/home/u/profiles/ci" },
			activation: { variables: { GUIX_PROFILE: "/home/u/profiles/ci" } },
			isOwn: false,
		});
	});

	it("a selection of it is saved by a reference that other machines understand", async () => {
		const own = placeWith();
		const state = await used("guix:ci", own);
		let value: string | undefined;
		const plan = await planSaveSelection({
			...{ host, folder: work, name: "work", state: () => state },
			setting: {
				file: `${work}/.vscode/settings.json`,
				value: () => value,
				write: async (next) => {
					value = next;
				},
				removeEmpty: async () => {},
			},
			async resolved(reference) {
				const rows = environmentsOf(await listed(), state.environments);
				const found = await resolveReference({ host, rows, providers: allProviders, folder: work, signal }, reference);
				if (found.kind !== "found") throw new Error(`${reference} is ${found.kind}`);
				return found.environment;
			},
			pick: async () => {},
			waitUntil: async () => true,
		});
		expect(plan).toMatchObject({ reference: "guix:ci", isPortable: true });
		await run(plan.operation);
		expect(value).toBe("guix:ci");
	});
});
