import type { Host } from "../../core/host.ts";
import { setting } from "../../core/variables.ts";
import type { Found } from "./candidate.ts";
import { faultsOf, versionsIn } from "./versionFolders.ts";

/** Homebrew's formulas for Go and their aliases: `go`, `go@1.22`, `golang`. */
const formulas = /^(?:go|golang|go@\d[\d.]*)$/;

/** `<prefix>/opt/<formula>/libexec`, which survives upgrades, before `<prefix>/Cellar/<formula>/<version>/libexec`. */
export async function* homebrew(host: Host): AsyncGenerator<Found> {
	const { path, home, platform } = host;
	const usual =
		platform === "darwin"
			? ["/opt/homebrew", "/usr/local"]
			: ["/home/linuxbrew/.linuxbrew", path.join(home, ".linuxbrew")];
	const named = setting(host, "HOMEBREW_PREFIX");
	for (const prefix of new Set([...(named === undefined ? [] : [named]), ...usual])) {
		yield* faultsOf(() => homebrewGos(host, prefix));
	}
}

async function* homebrewGos(host: Host, prefix: string): AsyncGenerator<Found> {
	const { path } = host;
	const cellar = path.join(prefix, "Cellar");
	const kegs = (await host.list(cellar))?.filter(({ name }) => formulas.test(name)) ?? [];
	if (kegs.length === 0) return;
	yield* unlabelled(versionsIn(host, path.join(prefix, "opt"), { named: formulas, inner: ["libexec"] }));
	for (const { name } of kegs) yield* unlabelled(versionsIn(host, path.join(cellar, name), { inner: ["libexec"] }));
}

/** Removes the labels, because a formula's name is not the name of a Go: `go@1.22` is Homebrew's newest 1.22. */
async function* unlabelled(found: AsyncIterable<Found>): AsyncGenerator<Found> {
	for await (const one of found) {
		if (one.kind !== "candidate") yield one;
		else
			yield { kind: "candidate", goroot: one.goroot, ...(one.problem === undefined ? {} : { problem: one.problem }) };
	}
}

/** `apps\go` and the `versions` bucket's `apps\go121`: `current`, then the versions. */
export async function* scoop(host: Host): AsyncGenerator<Found> {
	const { path, home } = host;
	const own = setting(host, "SCOOP") ?? path.join(home, "scoop");
	const shared = setting(host, "SCOOP_GLOBAL") ?? path.join(setting(host, "ProgramData") ?? "C:\\ProgramData", "scoop");
	for (const root of new Set([own, shared])) yield* faultsOf(() => scoopGos(host, path.join(root, "apps")));
}

async function* scoopGos(host: Host, apps: string): AsyncGenerator<Found> {
	const entries = await host.list(apps);
	for (const { name } of entries ?? []) {
		if (/^go\d*$/.test(name)) {
			yield* versionsIn(host, host.path.join(apps, name), { stable: "current", named: /^(?:current|\d.*)$/ });
		}
	}
}
