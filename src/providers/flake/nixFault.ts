import { opening } from "../../core/action.ts";
import type { Fault, FaultKind, Remedy } from "../../core/fault.ts";
import { selectAnother } from "../../core/fault.ts";
import type { Host } from "../../core/host.ts";
import { t } from "../../core/l10n.ts";
import { shortened } from "../../core/shortened.ts";
import { nixPlace } from "./nixPlace.ts";

/** A run of Nix that failed. */
export interface NixFailure {
	/** As users call it: `#ci`. */
	readonly name: string;
	readonly id: string;
	/** The folder with flake.nix. */
	readonly folder: string;
	/** null if a signal ended it. */
	readonly status: number | null;
	/** Standard error: its last lines, and every line that begins an error; long ones cut. */
	readonly lines: readonly string[];
}

/** What Nix complains of, in our words. */
interface NixComplaint {
	readonly kind?: FaultKind;
	readonly message: string;
	readonly remedies?: readonly Remedy[];
	/** Nothing in a file of the flake is wrong. */
	readonly hasNoPlace?: true;
	readonly file?: string;
}

type Rule = readonly [
	pattern: RegExp,
	cause: (failure: NixFailure, found: RegExpExecArray, host: Host) => NixComplaint,
];

/** Evaluation is repeated; on the command line the user repeats the command. */
export const tryAgain = (text: string): Remedy => ({ text, action: { kind: "operation", name: "activate" } });

export const copying = (text: string, command: string): Remedy => ({ text, action: { kind: "copy", text: command } });

/** The page of Nix about its installation. */
export const nixPage = "https://nixos.org/download";
/** A line of nix.conf. */
const enabling = "experimental-features = nix-command flakes";

const fixing = (): Remedy => ({ text: t("Correct flake.nix, then activate it again.") });

/** How Nix 2.8 to 2.36 word what goes wrong (facts of Nix, section 8). The first that matches the error counts. */
const rules: readonly Rule[] = [
	[
		/unrecogni[sz]ed flag|is not a recogni[sz]ed command|unknown option/,
		() => ({
			message: t("This Nix is too old: flakes need Nix 2.8 or later."),
			remedies: [copying(t("Update Nix: {0}", nixPage), nixPage)],
			hasNoPlace: true,
		}),
	],
	[
		/experimental Nix feature '[^']*' is disabled/,
		() => ({
			message: t("Flakes are disabled in the configuration of Nix, which does not let users enable them."),
			remedies: [copying(t("Add `{0}` to the configuration of Nix.", enabling), enabling)],
			hasNoPlace: true,
		}),
	],
	[
		/getting status of '[^']*-source(?:\/[^']*)?\/flake\.nix'|-source(?:\/[^']*)?\/flake\.nix' does not exist|is not tracked by Git/,
		({ folder }, _, host) => ({
			message: t("Git does not track flake.nix, so Nix does not see it."),
			remedies: [copying(t("Run `git add -N flake.nix` in {0}.", folder), "git add -N flake.nix")],
			hasNoPlace: true,
			file: host.path.join(folder, "flake.nix"),
		}),
	],
	[
		/getting status of '[^']*-source\/([^']+)'|path '[^']*-source\/([^']+)' does not exist/,
		(_, [, a, b]) => ({
			message: t("The flake reads {0}, which does not exist or is not tracked by Git.", a ?? b ?? ""),
			remedies: [{ text: t("Create it, or run `git add -N` on it.") }],
		}),
	],
	[
		/requires lock file changes/,
		({ folder }, _, host) => ({
			message: t("flake.lock is out of date: the inputs of flake.nix have changed."),
			remedies: [copying(t("Run `nix flake lock` in {0}.", folder), "nix flake lock")],
			hasNoPlace: true,
			file: host.path.join(folder, "flake.lock"),
		}),
	],
	[
		/unable to download '([^']*)'|[Cc]ould(?: not|n't) resolve host|unable to connect/,
		(_, [, url]) => ({
			kind: "network",
			message:
				url === undefined
					? t("An input of the flake could not be downloaded.")
					: t("An input of the flake could not be downloaded: {0}.", url),
			remedies: [tryAgain(t("Check the network, then try again."))],
			hasNoPlace: true,
		}),
	],
	[
		/NAR hash mismatch in input '([^']*)'|mismatch in field 'narHash' of input '([^']*)'/,
		({ folder }, [, a, b], host) => ({
			message: t("{0} is not what flake.lock names: its content has another hash.", a ?? b ?? ""),
			remedies: [{ text: t("Find out why before you lock it again: somebody may have replaced it.") }],
			hasNoPlace: true,
			file: host.path.join(folder, "flake.lock"),
		}),
	],
	[
		/allow-import-from-derivation/,
		({ name, id }) => ({
			kind: "not-allowed",
			message: t("“{0}” cannot be evaluated without building: the flake reads the result of a build.", name),
			remedies: [
				{
					text: t("Review the flake, then let its evaluation build."),
					action: { kind: "operation", name: "allowBuilds", reference: id },
				},
			],
			hasNoPlace: true,
		}),
	],
	[
		/does not provide attribute/,
		({ name }) => ({
			message: t("The flake has no devShell “{0}” for this system.", name),
			remedies: [{ text: t("Define it in flake.nix.") }, selectAnother()],
			hasNoPlace: true,
		}),
	],
	[
		/attribute '([^']*)' missing/,
		({ lines }, [, attribute = ""]) => {
			const advice = lines.map((line) => /^\s*Did you mean (.*)\?/.exec(line)?.[1]).find((text) => text !== undefined);
			return {
				message: t("The flake refers to “{0}”, which does not exist.", attribute),
				remedies: advice === undefined ? [fixing()] : [{ text: t("Did you mean {0}?", shortened(advice)) }],
			};
		},
	],
	[
		/is end-of-life|has been removed/,
		(_, { input }) => ({
			message: t("The flake uses a package that its nixpkgs no longer has: {0}", input),
			remedies: [{ text: t("Use a newer Go in flake.nix, or lock an older nixpkgs.") }],
		}),
	],
	[
		/hash mismatch in fixed-output derivation '([^']*)'/,
		({ lines }, [, path = ""]) => {
			const [specified, got] = ["specified", "got"].map((word) => {
				const pattern = new RegExp(`^\\s*${word}:\\s*(\\S+)`);
				return lines.map((line) => pattern.exec(line)?.[1]).find((hash) => hash !== undefined) ?? "";
			});
			return {
				message: t("{0} has the hash {1}, not {2}.", packageOf(path), got ?? "", specified ?? ""),
				remedies: [{ text: t("Correct the hash in the flake, if the new content is the right one.") }],
			};
		},
	],
	[
		/(?:builder for '([^']*)' failed|Cannot build '([^']*)'|failed with exit code)/,
		({ lines }, [, a, b]) => {
			const path = a ?? b ?? "";
			const log = logOf(path, lines);
			return {
				message:
					log.length === 0
						? t("{0} could not be built.", packageOf(path))
						: t("{0} could not be built: {1}", packageOf(path), log.slice(-maxLogLines).join(" / ")),
				remedies: [
					// a store path of plain characters, so that it is one word in every shell
					/^[\w.+/-]+\.drv$/.test(path)
						? copying(t("Run `nix log {0}` for the whole log.", path), `nix log ${path}`)
						: { text: t("The log has more."), action: { kind: "log" } },
				],
				hasNoPlace: true,
			};
		},
	],
	[
		/is required to build|platform mismatch|required system or feature/i,
		() => ({
			message: t("The flake needs a package that this machine cannot build: it is made for another system."),
			hasNoPlace: true,
		}),
	],
	[
		/only works on derivations that use 'bash'|failed to produce output path for output 'out'/,
		({ name }) => ({
			message: t("“{0}” is not a devShell: it must be a derivation such as that of mkShell.", name),
			remedies: [fixing()],
		}),
	],
	[
		/parse_error\.101.*control character/,
		({ name }) => ({
			message: t("A variable of “{0}” holds a control character, which Nix cannot write.", name),
			remedies: [{ text: t("Remove it from flake.nix.") }],
			hasNoPlace: true,
		}),
	],
	[
		/parse_error\.\d+|Could not parse/,
		({ folder }, _, host) => ({
			message: t("flake.lock is not valid JSON."),
			remedies: [
				{ text: t("Restore it, or run `nix flake lock`."), action: opening(host.path.join(folder, "flake.lock")) },
			],
			hasNoPlace: true,
			file: host.path.join(folder, "flake.lock"),
		}),
	],
	[
		/(syntax error.*)/,
		(_, [, text = ""]) => ({ message: t("The flake cannot be parsed: {0}.", text), remedies: [fixing()] }),
	],
	[
		/No space left on device|disk is full/,
		() => ({
			kind: "not-writable",
			message: t("The disk of the Nix store is full."),
			remedies: [copying(t("Free some space, for example with `nix store gc`."), "nix store gc")],
			hasNoPlace: true,
		}),
	],
	[
		/cannot connect to (?:socket|daemon)|opening lock file .* Permission denied|creating directory .* Permission denied/,
		(_, [text]) => ({
			message: t("Nix cannot use its store: {0}.", text),
			remedies: [{ text: t("Start the Nix daemon, or repair the installation of Nix.") }],
			hasNoPlace: true,
		}),
	],
];

/** Of the log of a build, in one message: its last line is the reason, so the others leave room for it. */
const maxLogLines = 3;
/** Of one of them. */
const maxLogCharacters = 80;

/** `go-1.25.6` of `/nix/store/<hash>-go-1.25.6.drv`. */
const packageOf = (path: string): string =>
	/\/[0-9a-z]{32}-([^/]+?)(?:\.drv)?$/.exec(path)?.[1] ?? (path === "" ? t("A package") : path);

/** Of an output without an error, its last lines say what happened. */
const maxLastLines = 20;

/**
 * What the build of a derivation wrote, without empty lines: Nix puts the name of the derivation without its version in front
 * (`go> `, tried with Nix 2.8 and 2.34). Otherwise what the error repeats of it.
 */
function logOf(path: string, lines: readonly string[]): readonly string[] {
	const name = /^.*?(?=-[^A-Za-z]|$)/.exec(packageOf(path))?.[0];
	for (const prefix of [`${name}> `, "> "]) {
		const texts = lines.map((line) => line.trimStart()).filter((line) => line.startsWith(prefix));
		const log = texts.map((line) => line.slice(prefix.length).trim()).filter((line) => line !== "");
		if (log.length > 0) return log.map((line) => shortened(line, maxLogCharacters));
	}
	return [];
}

/** Nix ends with these if a build failed or gave another hash: the first error is the reason then, and others follow from it. */
const statusesOfBuilds: readonly (number | null)[] = [100, 102];

/** The line that says what went wrong, without `error:`. With status 1 it is the last one: a trace may come before it. */
function errorIn({ status, lines }: NixFailure): string | undefined {
	const errors = lines.flatMap((line) => /^\s*error: *(\S.*)/.exec(line)?.[1] ?? []);
	const text = statusesOfBuilds.includes(status) ? errors[0] : errors[errors.length - 1];
	return text?.replace(/^\u001b\[[\d;]*m/, "");
}

/** The fault of a run of Nix that failed, with the file and line of the flake where Nix names them. Never throws. */
export async function nixFault(host: Host, failure: NixFailure): Promise<Fault> {
	const { name, folder, status, lines } = failure;
	const error = errorIn(failure);
	const texts = error === undefined ? lines.slice(-maxLastLines) : [error];
	for (const [pattern, causeOf] of rules) {
		const found = texts.map((text) => pattern.exec(text)).find((match) => match !== null);
		if (found === undefined) continue;
		const { kind = "activation-failed", hasNoPlace, message, ...cause } = causeOf(failure, found, host);
		const place = hasNoPlace === true ? undefined : await nixPlace(host, folder, lines);
		return { kind, message: shortened(message), ...cause, ...place };
	}
	const file = host.path.join(folder, "flake.nix");
	const place = (await nixPlace(host, folder, lines)) ?? { file };
	if (error !== undefined) {
		const message = shortened(t("“{0}” could not be evaluated: {1}", name, error));
		return {
			kind: "activation-failed",
			message,
			remedies: [fixing(), { text: t("The log has more."), action: { kind: "log" } }],
			...place,
		};
	}
	const message =
		status === null
			? t("A signal ended Nix while it evaluated “{0}”.", name)
			: t("Nix ended with status {1} while it evaluated “{0}”.", name, status);
	return { kind: "activation-failed", message, remedies: [tryAgain(t("Try again."))], file };
}
