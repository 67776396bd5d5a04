import type { Problem } from "../../core/fault.ts";
import type { Host } from "../../core/host.ts";
import { t } from "../../core/l10n.ts";
import { goPlatform } from "../../goroot/foreignPlatform.ts";
import { goEnvFile } from "../../goroot/goEnv.ts";
import { moduleCache } from "../../goroot/moduleCache.ts";
import type { Found } from "./candidate.ts";
import { faultsOf, versionsIn } from "./versionFolders.ts";

/** The toolchains that go itself downloaded for GOTOOLCHAIN, without those of other platforms. */
export async function* fetchedToolchains(host: Host): AsyncGenerator<Found> {
	const file = goEnvFile(host);
	if (file !== undefined) yield { kind: "place", path: file };
	yield* faultsOf(() => toolchainsIn(host));
}

async function* toolchainsIn(host: Host): AsyncGenerator<Found> {
	const cache = await moduleCache(host);
	if (cache === undefined) return;
	const folder = host.path.join(cache, "golang.org");
	yield* versionsIn(host, folder, {
		named: moduleName(goPlatform(host)),
		labelled: labelOf,
		half: (_host, goroot, name) => interruptedFetch(host, cache, name, goroot),
		note: t("It is in the module cache. “go clean -modcache” removes it."),
	});
}

/** `toolchain@v0.0.1-go1.22.6.linux-amd64` (go src cmd/go/internal/toolchain). */
const moduleName = (platform: string): RegExp => new RegExp(`^toolchain@v0\\.0\\.1-go[^/]+\\.${platform}$`);
const labelOf = (name: string): string =>
	name.replace(/^toolchain@v0\.0\.1-/, "").replace(/\.[a-z0-9]+-[a-z0-9]+$/, "");

/**
 * go keeps `<version>.partial` while it unpacks a module; for a toolchain it then copies each `_go.mod` to `go.mod`,
 * `src/go.mod` last (go src toolchain.NewerToolchain, Exec).
 */
async function interruptedFetch(host: Host, cache: string, name: string, goroot: string): Promise<Problem | undefined> {
	const { path } = host;
	const version = name.slice("toolchain@".length);
	const partial = path.join(cache, "cache", "download", "golang.org", "toolchain", "@v", `${version}.partial`);
	const isPartial = (await host.stat(partial)) !== undefined;
	const isCopied =
		(await host.stat(path.join(goroot, "src", "_go.mod"))) === undefined ||
		(await host.stat(path.join(goroot, "src", "go.mod"))) !== undefined;
	if (!isPartial && isCopied) return undefined;
	return {
		kind: "toolchain-incomplete",
		message: t("go did not finish downloading {0}. It downloads it again when needed.", goroot),
	};
}
