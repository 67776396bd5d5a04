import type { Problem } from "../../core/fault.ts";
import type { Host } from "../../core/host.ts";
import type { DiscoverOptions } from "../../core/provider.ts";
import { t } from "../../core/words.ts";
import { goPlatform } from "../../goroot/foreignPlatform.ts";
import { goEnvFile, moduleCache } from "../../goroot/goSetting.ts";
import type { Found } from "./candidate.ts";
import { faultsOf } from "./versionFolders.ts";

/** `toolchain@v0.0.1-go1.22.6.linux-amd64` (go src cmd/go/internal/toolchain). */
const moduleName = /^toolchain@(v0\.0\.1-(go[^/]+)\.([a-z0-9]+-[a-z0-9]+))$/;

/** The toolchains that go itself fetched for GOTOOLCHAIN; those of other platforms are left out. */
export async function* goToolchains(host: Host, _options: DiscoverOptions): AsyncGenerator<Found> {
	const file = goEnvFile(host);
	if (file !== undefined) yield { kind: "place", path: file };
	yield* faultsOf(() => toolchainsIn(host));
}

async function* toolchainsIn(host: Host): AsyncGenerator<Found> {
	const cache = await moduleCache(host);
	if (cache === undefined) return;
	const folder = host.path.join(cache, "golang.org");
	const entries = await host.list(folder);
	if (entries === undefined) return;
	yield { kind: "place", path: folder };
	const platform = goPlatform(host);
	for (const { name, kind } of entries) {
		const [, version = "", label = "", builtFor] = moduleName.exec(name) ?? [];
		if (builtFor !== platform || (kind !== "directory" && kind !== "link")) continue;
		const goroot = host.path.join(folder, name);
		const problem = await interruptedFetch(host, cache, version, goroot);
		yield {
			kind: "candidate",
			goroot,
			label,
			note: t("It lies in the module cache: “go clean -modcache” removes it."),
			...(problem === undefined ? {} : { problem }),
		};
	}
}

/**
 * go keeps `<version>.partial` while it unpacks a module; for a toolchain it then copies each `_go.mod` to `go.mod`,
 * `src/go.mod` last (go src toolchain.NewerToolchain, Exec).
 */
async function interruptedFetch(
	host: Host,
	cache: string,
	version: string,
	goroot: string,
): Promise<Problem | undefined> {
	const { path } = host;
	const partial = path.join(cache, "cache", "download", "golang.org", "toolchain", "@v", `${version}.partial`);
	const isPartial = (await host.find(partial)) !== undefined;
	const isCopied =
		(await host.find(path.join(goroot, "src", "_go.mod"))) === undefined ||
		(await host.find(path.join(goroot, "src", "go.mod"))) !== undefined;
	if (!isPartial && isCopied) return undefined;
	return {
		kind: "toolchain-incomplete",
		message: t("go did not finish fetching {0}. It repeats that by itself when it needs it.", goroot),
	};
}
