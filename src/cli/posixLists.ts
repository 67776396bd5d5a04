import type { Fault } from "../core/fault.ts";
import type { Host, Variables } from "../core/host.ts";
import { t } from "../core/l10n.ts";
import type { Changes, ShellName } from "./shellText.ts";

/** A world on Windows whose shells have paths of their own form. Their names for drives: `/c`, `/cygdrive/c`. */
export type PosixWorld = "msys" | "cygwin";

/**
 * MSYS2 and Git Bash export MSYSTEM, also where VS Code starts them and SHELL is missing. Cygwin has no variable of its own,
 * but leaves SHELL in its form, which MSYS2 gives to Windows programs in theirs. Undefined where neither tells.
 */
export function posixWorld({ SHELL = "", MSYSTEM = "" }: Variables): PosixWorld | undefined {
	if (MSYSTEM !== "") return "msys";
	if (SHELL.startsWith("/") || /[\\/]cygwin/i.test(SHELL)) return "cygwin";
	return SHELL === "" ? undefined : "msys";
}

/**
 * The lists that each gives to Windows programs in the form of Windows: Cygwin those (winsup/cygwin/environ.cc,
 * `conv_envvars`), MSYS2 all that look like lists of paths (msys2.org/docs/filesystem-paths). A variable that it would not
 * turn back stays as Windows programs read it.
 */
const turnedBack: Readonly<Record<PosixWorld, readonly string[]>> = {
	cygwin: ["PATH", "LD_LIBRARY_PATH"],
	msys: ["PATH", "LD_LIBRARY_PATH", "PKG_CONFIG_PATH", "XDG_DATA_DIRS"],
};

const drives: Readonly<Record<PosixWorld, string>> = { cygwin: "/cygdrive/", msys: "/" };

/** An entry of a list that the world cannot write. */
interface LeftEntry {
	readonly list: string;
	readonly entry: string;
}

/** `changes` as a shell of that world reads them, and the entries that have no form there: the others are no less ours. */
export function withPosixLists(
	world: PosixWorld,
	changes: Changes,
): { readonly changes: Changes; readonly left: readonly LeftEntry[] } {
	const left: LeftEntry[] = [];
	const converted = Object.entries(changes).flatMap(([name, value]): readonly (readonly [string, string | null])[] => {
		// PATH may be called Path here; a shell knows it by this name alone
		const list = turnedBack[world].find((candidate) => candidate === name.toUpperCase());
		if (list === undefined) return [[name, value]];
		if (value === null) return [[list, null]];
		// empty entries are none on Windows, and would be the working directory there
		const entries = value.split(";").filter((entry) => entry !== "");
		const forms = entries.flatMap((entry) => {
			const form = posixPath(drives[world], entry);
			if (form === undefined) left.push({ list, entry });
			return form ?? [];
		});
		return [[list, forms.join(":")]];
	});
	return { changes: Object.fromEntries(converted), left };
}

/** Undefined for what the world reads in another way: a device, a root without a drive, a path relative to a drive, quotes. */
function posixPath(drive: string, path: string): string | undefined {
	const plain = path
		.replace(/^\\\\\?\\UNC\\/i, "\\\\")
		.replace(/^\\\\\?\\/, "")
		.replace(/^"([^"]*)"$/, "$1");
	if (/^[\\/]{2}[.?][\\/]/.test(plain)) return undefined;
	const [, letter, rest = ""] = /^([a-z]):(.*)$/is.exec(plain) ?? [];
	const below = letter === undefined ? plain : rest;
	if (/[:"]/.test(below)) return undefined;
	const slashes = below.replaceAll("\\", "/");
	if (letter !== undefined) {
		if (!slashes.startsWith("/")) return undefined;
		return `${drive}${letter.toLowerCase()}${slashes === "/" ? "" : slashes}`;
	}
	return /^\\(?!\\)/.test(plain) ? undefined : slashes;
}

/** Whether a shell of Windows has paths in POSIX form. */
const hasPosixPaths = ({ platform }: Pick<Host, "platform">, shell: ShellName): boolean =>
	platform === "win32" && shell !== "powershell";

/** On Windows the lists in the form that the shell has; an entry that has none there is left out, and said. */
export function inFormOf(
	host: Pick<Host, "platform">,
	shell: ShellName,
	there: Variables,
	changes: Changes,
): { readonly changes: Changes; readonly faults: readonly Fault[] } {
	if (!hasPosixPaths(host, shell)) return { changes, faults: [] };
	const world = posixWorld(there);
	const converted = withPosixLists(world ?? "msys", changes);
	const faults: Fault[] = converted.left.map(({ list, entry }) => ({
		kind: "not-supported",
		message: t("{0} is set without its entry “{1}”, which cannot be written in {2}.", list, entry, shell),
		remedies: [{ text: t("Use `go-environments exec`, or remove that entry.") }],
	}));
	if (world === undefined) {
		const message = t("Cannot identify this {0}. Paths are written as in Git Bash and MSYS2 (/c/…).", shell);
		faults.push({ kind: "not-supported", message });
	}
	return { changes: converted.changes, faults };
}
