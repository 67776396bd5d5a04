import { fingerprintsOf } from "../../core/activation/fingerprint.ts";
import type { GoEnvironment } from "../../core/environment.ts";
import { FaultError, faultOf } from "../../core/fault.ts";
import type { Host, Variables } from "../../core/host.ts";
import { t } from "../../core/l10n.ts";
import { checkCancelled, type Report } from "../../core/operation.ts";
import { flakeInputs } from "./flakeInputs.ts";
import { largeFlakeSize } from "./flakeSize.ts";
import { copying, type NixFailure, nixFault, nixPage, tryAgain } from "./nixFault.ts";
import { nixProgram } from "./nixProgram.ts";
import { nixSystem } from "./shellNames.ts";
import {
	type EvaluatedShell,
	mayBuild,
	noDataFolder,
	prepareProfile,
	profileOf,
	type ShellInputs,
	storeShell,
} from "./shellStore.ts";

/** nixpkgs may have to be downloaded, and packages to be built. */
const evaluationTimeoutMs = 30 * 60_000;
/** Builders are in process groups of their own, which Nix ends. Less than what the command line waits after Ctrl+C. */
const graceMs = 800;
/** The JSON on standard output is not used: the profile holds the same. */
const maxOutputBytes = 64 << 10;
/** Lines of standard error that are kept: its last ones, and those that begin an error, wherever they are. */
const maxLines = 200;
/** Of one line: a flake can throw any text, and patterns look through it on the event loop. */
const maxCharacters = 2000;

export interface ShellEvaluation {
	readonly host: Host;
	readonly environment: GoEnvironment;
	/** The variables of Nix. */
	readonly base: Variables;
	readonly signal: AbortSignal;
	readonly report?: Report | undefined;
	/** Milliseconds; for tests. */
	readonly timeoutMs?: number;
}

/**
 * Evaluates a devShell by one `nix print-dev-env`, which builds or downloads what it needs, and stores the result. The lock file
 * is not written, the flake's own settings of Nix are not accepted, and nothing is built during evaluation unless the user agreed.
 * Throws activation-failed, network, not-allowed (also if it has to build), timed-out, cancelled, not-writable.
 */
export async function evaluateShell(evaluation: ShellEvaluation): Promise<EvaluatedShell> {
	const { host, environment, signal } = evaluation;
	const program = await nixProgram(host);
	if (program === undefined) throw new FaultError(noNix(environment));
	await prepareProfile(host, environment);
	for (let attempt = 1; ; attempt++) {
		const { files, isCut } = await flakeInputs(host, environment.location);
		const before = await fingerprintsOf(host, files);
		checkCancelled(signal);
		const ignoredSettings = await run(evaluation, program);
		const after = await fingerprintsOf(host, files);
		if (files.every((file) => before[file] === after[file])) {
			return await stored(evaluation, { prints: before, isCut }, ignoredSettings);
		}
		if (attempt === 2) throw new FaultError(changedMeanwhile(environment));
	}
}

async function stored(
	{ host, environment }: ShellEvaluation,
	inputs: ShellInputs,
	ignoredSettings: readonly string[],
): Promise<EvaluatedShell> {
	try {
		return await storeShell(host, environment, inputs, ignoredSettings);
	} catch (cause) {
		const fault = faultOf(cause);
		if (fault !== undefined && fault.kind !== "too-large") throw cause;
		if (fault === undefined && !(cause instanceof SyntaxError)) throw cause;
		throw new FaultError(
			{
				kind: "activation-failed",
				message:
					fault === undefined
						? t("Nix described “{0}” in a form that is not known.", environment.name)
						: t("Nix described “{0}” with more than {1} MB.", environment.name, 16),
				remedies: [{ text: t("Update Nix, or Go Environments.") }],
			},
			{ cause },
		);
	}
}

/** Runs Nix to its end; resolves to the settings of the flake that were not accepted. */
async function run(evaluation: ShellEvaluation, program: string): Promise<readonly string[]> {
	const { host, environment } = evaluation;
	const { location, shell = "default" } = environment;
	const system = nixSystem(host);
	const first = await nixRun(evaluation, program, `.#devShells.${system}."${attribute(shell)}"`);
	// the output of old flakes, which have one shell
	const isOld =
		shell === "default" && first.status === 1 && first.lines.some((line) => /does not provide attribute/.test(line));
	const last = isOld ? await nixRun(evaluation, program, `.#devShell.${system}`) : first;
	if (last.status === 0) return ignoredIn(last.lines);
	const failure: NixFailure = {
		name: environment.name,
		id: environment.id,
		folder: location,
		...(isOld && last.status === 1 ? first : last),
	};
	host.log.warn(`${environment.id}: nix ended with ${failure.status}: ${failure.lines.slice(-20).join("\n")}`);
	throw new FaultError(await nixFault(host, failure));
}

/** Nix decodes percent-encoding; 2.8 refuses other characters in the name of a shell (facts of Nix, Traps). */
const attribute = (shell: string): string =>
	[...shell].map((char) => (/[\w.~-]/.test(char) ? char : encodeURIComponent(char))).join("");

interface NixRun {
	readonly status: number | null;
	/** Of standard error. */
	readonly lines: readonly string[];
}

async function nixRun(evaluation: ShellEvaluation, program: string, installable: string): Promise<NixRun> {
	const { host, environment, base, signal, report, timeoutMs = evaluationTimeoutMs } = evaluation;
	const { location, name } = environment;
	const tell = reporter(evaluation, await stageOf(evaluation));
	const errors: string[] = [];
	const lines: string[] = [];
	const isLocked = (await host.stat(host.path.join(location, "flake.lock"))) !== undefined;
	report?.({ stage: tell.stage });
	// an evaluation that nobody waits for any more would build on
	const watchdog = await host.watchdog([]);
	try {
		const { status } = await host.run(
			{
				program,
				arguments: [
					...["--extra-experimental-features", "nix-command flakes"],
					...["print-dev-env", "--json", "--print-build-logs"],
					// 2.8 answers from it that what failed twice is no derivation; it is of no use after a change anyway
					"--no-eval-cache",
					"--no-write-lock-file",
					// without a lock Nix asks the network for the inputs, every time
					...(isLocked ? ["--no-update-lock-file"] : []),
					...["--no-use-registries", "--no-accept-flake-config"],
					...((await mayBuild(host, environment)) ? [] : ["--no-allow-import-from-derivation"]),
					...["--profile", await profileOf(host, environment)],
					installable,
				],
				folder: location,
				variables: { ...base, XDG_DATA_HOME: noDataFolder(host) },
				origin: { kind: "folder", folder: environment.folder ?? location },
				timeoutMs,
				graceMs,
				maxOutputBytes,
				onStart: async (pid) => watchdog.watch(pid, graceMs),
				onLine(whole, from) {
					if (from !== "stderr") return;
					const line = whole.slice(0, maxCharacters);
					if (/^\s*error:/.test(line) && errors.length < maxLines) errors.push(line);
					lines.push(line);
					if (lines.length > maxLines) lines.shift();
					tell.line(line);
				},
			},
			signal,
		);
		const lost = errors.filter((line) => !lines.includes(line));
		return { status, lines: [...lost, ...lines] };
	} catch (cause) {
		const fault = faultOf(cause);
		if (fault?.kind === "cancelled") throw new FaultError({ kind: "cancelled", message: t("Cancelled.") }, { cause });
		if (fault?.kind !== "timed-out") throw cause;
		const message = t("Evaluating “{0}” timed out after {1} s and was stopped.", name, timeoutMs / 1000);
		throw new FaultError({ kind: "timed-out", message, remedies: [tryAgain(t("Try again."))] }, { cause });
	} finally {
		watchdog.dispose();
	}
}

/** What is going on; warns before a large folder is copied. */
async function stageOf({ host, environment: { location, name }, signal }: ShellEvaluation): Promise<string> {
	const size = await largeFlakeSize(host, location, signal);
	if (size === undefined) return t("Evaluating “{0}” with Nix…", name);
	const megabytes = Math.round(size.bytes / 2 ** 20);
	host.log.warn(
		`${location} is in no git repository: Nix copies all of it, ${megabytes} MB${size.isCut ? " or more" : ""}`,
	);
	return size.isCut
		? t("Copying {0}, more than {1} MB, because Git does not track it…", location, megabytes)
		: t("Copying {0}, {1} MB, because Git does not track it…", location, megabytes);
}

function reporter({ report }: ShellEvaluation, stage: string): { readonly stage: string; line(line: string): void } {
	return {
		stage,
		line(line) {
			const text = line.trim();
			if (text !== "") report?.({ stage, line: text });
		},
	};
}

const ignoredIn = (lines: readonly string[]): readonly string[] => [
	...new Set(lines.flatMap((line) => /ignoring untrusted flake configuration setting '([^']*)'/.exec(line)?.[1] ?? [])),
];

const noNix = ({ name }: GoEnvironment) =>
	({
		kind: "activation-failed",
		message: t("“{0}” cannot be evaluated: Nix was not found.", name),
		remedies: [
			copying(t("Install Nix ({0}), or put the folder of its programs on PATH.", nixPage), nixPage),
			tryAgain(t("Then try again.")),
		],
	}) as const;

const changedMeanwhile = ({ name }: GoEnvironment) =>
	({
		kind: "conflict",
		message: t("The files of “{0}” changed while it was evaluated.", name),
		remedies: [tryAgain(t("Try again."))],
	}) as const;
