import { orUndefined } from "../../core/attempt.ts";
import type { CreateRequest, EnvironmentPlan, GoProgram } from "../../core/creation.ts";
import { type Fault, FaultError } from "../../core/fault.ts";
import type { Host, RunResult, Variables } from "../../core/host.ts";
import { t } from "../../core/l10n.ts";
import type { Report } from "../../core/operation.ts";
import { compareGoVersions, type GoVersion, isLanguageVersion, parseGoVersion } from "../../core/versions/goVersion.ts";
import { withoutUser } from "../../core/withoutUser.ts";
import { goPlatform } from "../../goroot/foreignPlatform.ts";
import { goEnv } from "../../goroot/goEnv.ts";
import { moduleCache } from "../../goroot/moduleCache.ts";

/** The first go that downloads another one (go.dev/doc/toolchain). */
const firstFetching = "1.21" as GoVersion;

/** Milliseconds. A toolchain has 60 to 150 MB. */
const limits = { queryMs: 120_000, downloadMs: 60 * 60_000 };

/** What go asks by default. */
const defaultProxy = "https://proxy.golang.org,direct";

/**
 * Plans to get a Go by its version: any go from 1.21 on downloads it and verifies it against the checksum database, as for a
 * `toolchain` line. It then lies in the module cache. Undefined for another source. Throws toolchain-missing without such a go,
 * conflict if the Go is there already, network, not-supported, timed-out, cancelled.
 */
export async function planFetch(
	host: Host,
	{ source, goPrograms }: CreateRequest,
	signal: AbortSignal,
	report?: Report,
): Promise<EnvironmentPlan | undefined> {
	if (source.kind !== "version") return undefined;
	const fetching = goPrograms.find(({ version }) => compareGoVersions(version, firstFetching) >= 0);
	if (fetching === undefined) throw new FaultError(noFetchingGo(source.version, goPrograms));
	// masked before it is split: a password may have a comma
	const proxies = withoutUser((await goEnv(host, "GOPROXY"))?.value || defaultProxy)
		.split(/[,|]/)
		.map((one) => one.trim());
	if (proxies[0] === "off") throw new FaultError(isOff(source.version));
	const version = isLanguageVersion(source.version)
		? await newestOf(host, fetching, source.version, signal, report)
		: source.version;
	const own = goPrograms.find((one) => compareGoVersions(one.version, version) === 0);
	if (own !== undefined) throw new FaultError(installed(own));
	const cache = await moduleCache(host);
	if (cache === undefined) throw new FaultError(noCache());
	const location = host.path.join(cache, "golang.org", `toolchain@v0.0.1-go${version}.${goPlatform(host)}`);
	const name = `go${version}`;
	return {
		change: "create",
		changes: [],
		name,
		location,
		tool: { title: `go${fetching.version}`, program: fetching.program },
		channels: proxies,
		requested: [name],
		accepts: { text: name, includes: (other) => compareGoVersions(other, version) === 0 },
		notes: [
			{
				kind: "note",
				message: t("It lies in the module cache {0}. “go clean -modcache” removes it.", cache),
				file: cache,
			},
		],
		operation: {
			id: "create",
			title: t("Download {0}", name),
			origin: { kind: "machine" },
			exclusive: `environment ${location}`,
			async run(tell, stop) {
				await fetchGo(host, fetching, version, location, tell, stop);
				return location;
			},
		},
	};
}

async function fetchGo(
	host: Host,
	{ program }: GoProgram,
	version: GoVersion,
	location: string,
	report: Report,
	signal: AbortSignal,
): Promise<void> {
	const stage = t("Downloading Go {0}…", version);
	report({ stage });
	const result = await host.run(
		{
			program,
			arguments: ["version"],
			folder: host.home,
			variables: fetchingVariables(host, `go${version}`),
			origin: { kind: "machine" },
			timeoutMs: limits.downloadMs,
			onLine: (line) => report({ stage, line: withoutUser(line) }),
		},
		signal,
	);
	if (result.status !== 0) throw new FaultError(failedFetch(host, version, result));
	const isThere = (await orUndefined(() => host.stat(host.path.join(location, "VERSION")))) !== undefined;
	// the go that runs may itself have this version, and then gets nothing
	if (!isThere && !result.stdout.startsWith(`go version go${version} `)) {
		throw new FaultError(failedFetch(host, version, result));
	}
}

/** The newest release of a series (`1.22`), as `go get go@1.22` finds it. Throws network, timed-out, cancelled. */
async function newestOf(
	host: Host,
	{ program }: GoProgram,
	series: GoVersion,
	signal: AbortSignal,
	report?: Report,
): Promise<GoVersion> {
	report?.({ stage: t("Looking for the newest Go {0}…", series) });
	const result = await host.run(
		{
			program,
			arguments: ["list", "-m", `go@${series}`],
			folder: host.home,
			variables: { ...fetchingVariables(host, "local"), GOWORK: "off" },
			origin: { kind: "machine" },
			timeoutMs: limits.queryMs,
		},
		signal,
	);
	const version = parseGoVersion(/^go (\S+)$/m.exec(result.stdout)?.[1] ?? "");
	if (result.status !== 0 || version === undefined) throw new FaultError(failedFetch(host, series, result));
	return version;
}

/**
 * The user's own, so also GOPROXY, GOMODCACHE and GONOSUMDB. A GOROOT would be that of another Go; GO111MODULE=off turns switching off
 * (facts of Go 1.26), and flags may be ones that this go does not know.
 */
function fetchingVariables({ variables }: Host, toolchain: string): Variables {
	const { GOROOT: _, GO111MODULE: __, GOFLAGS: ___, ...kept } = variables;
	return { ...kept, GOTOOLCHAIN: toolchain, GO111MODULE: "on", GOFLAGS: "" };
}

/** The last lines are logged. */
function failedFetch({ log }: Host, version: GoVersion, { status, stderr, stdout }: RunResult): Fault {
	const text = withoutUser(`${stdout}\n${stderr}`);
	const lines = text.split("\n").map((line) => line.trim());
	log.warn([`go ended with ${status ?? "a signal"}:`, ...lines.filter((line) => line !== "").slice(-20)].join("\n"));
	const why =
		lines.findLast((line) => /^go: (?!downloading)/.test(line)) ?? lines.findLast((line) => line !== "") ?? "";
	const said = why.replace(/^go: /, "").slice(0, 400);
	const isUnknown = /403|404|410|not available|no matching versions/i.test(why);
	return {
		kind: "network",
		message: t("Go {0} could not be downloaded: {1}", version, said),
		remedies: [
			isUnknown
				? { text: t("Check that this version exists for your platform.") }
				: { text: t("Check the connection and GOPROXY, then try again.") },
		],
	};
}

function noFetchingGo(version: GoVersion, known: readonly GoProgram[]): Fault {
	const newest = known
		.map((one) => one.version)
		.sort(compareGoVersions)
		.at(-1);
	return {
		kind: "toolchain-missing",
		message:
			newest === undefined
				? t("Go {0} can be downloaded by Go 1.21 or newer, but this machine has no Go.", version)
				: t("Go {0} can be downloaded by Go 1.21 or newer, but the newest Go here is {1}.", version, newest),
		remedies: [
			{ text: t("Install a current Go, then try again.") },
			{ text: t("Or create an environment with it: {0}", `go-environments create <name> go=${version}`) },
		],
	};
}

const installed = ({ version, program }: GoProgram): Fault => ({
	kind: "conflict",
	message: t("Go {0} is on this machine already: {1}.", version, program),
	remedies: [{ text: t("Select it."), action: { kind: "use", reference: version } }],
});

const isOff = (version: GoVersion): Fault => ({
	kind: "network",
	message: t("Go {0} cannot be downloaded, because GOPROXY is “off”.", version),
	remedies: [{ text: t("Set GOPROXY to a proxy, such as https://proxy.golang.org or https://goproxy.cn.") }],
});

const noCache = (): Fault => ({
	kind: "not-supported",
	message: t("The module cache is not an absolute path, so go cannot download a Go into it."),
	remedies: [{ text: t("Correct GOMODCACHE or GOPATH.") }],
});
