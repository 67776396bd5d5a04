import type { Fault } from "../core/fault.ts";
import type { Host, Variables } from "../core/host.ts";
import { t } from "../core/l10n.ts";
import type { ShellName, VariableChanges } from "./shellText.ts";

/** A POSIX layer on Windows whose shells use their own path form: drives are `/c` or `/cygdrive/c`. */
export type PosixWorld = "msys" | "cygwin";

/**
 * MSYS2 and Git Bash export MSYSTEM, also if VS Code starts them without SHELL. Cygwin has no variable of its own, but leaves
 * SHELL in POSIX form, which MSYS2 converts for Windows programs. Undefined if neither applies.
 */
export function posixWorld({ SHELL = "", MSYSTEM = "" }: Variables): PosixWorld | undefined {
	if (MSYSTEM !== "") return "msys";
	if (SHELL.startsWith("/") || /[\\/]cygwin/i.test(SHELL)) return "cygwin";
	return SHELL === "" ? undefined : "msys";
}

/**
 * The list variables that each layer converts to Windows form for Windows programs: Cygwin these (winsup/cygwin/environ.cc,
 * `conv_envvars`), MSYS2 every value that looks like a list of paths (msys2.org/docs/filesystem-paths). A variable that it
 * would not convert keeps its Windows form.
 */
const convertedLists: Readonly<Record<PosixWorld, readonly string[]>> = {
	cygwin: ["PATH", "LD_LIBRARY_PATH"],
	msys: ["PATH", "LD_LIBRARY_PATH", "PKG_CONFIG_PATH", "XDG_DATA_DIRS"],
};

const drives: Readonly<Record<PosixWorld, string>> = { cygwin: "/cygdrive/", msys: "/" };

/** A list entry that has no POSIX form. */
interface LeftEntry {
	readonly list: string;
	readonly entry: string;
}

/**
 * `changes` in the form that a shell of that layer reads, and the entries that have no POSIX form. Those entries are still
 * ours.
 */
export function withPosixLists(
	world: PosixWorld,
	changes: VariableChanges,
): { readonly changes: VariableChanges; readonly left: readonly LeftEntry[] } {
	const left: LeftEntry[] = [];
	const converted = Object.entries(changes).flatMap(([name, value]): readonly (readonly [string, string | null])[] => {
		// Windows may spell it Path; the shell only knows PATH
		const list = convertedLists[world].find((candidate) => candidate === name.toUpperCase());
		if (list === undefined) return [[name, value]];
		if (value === null) return [[list, null]];
		// Windows ignores empty entries; in a POSIX shell they mean the working directory
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

/** Undefined if the layer reads the path differently: a device, a root without a drive, a drive-relative path, quotes. */
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

/** Whether this shell uses POSIX paths on Windows. */
const hasPosixPaths = ({ platform }: Pick<Host, "platform">, shell: ShellName): boolean =>
	platform === "win32" && shell !== "powershell";

/** On Windows, converts the lists to the form of the shell; entries without such a form are omitted with a warning. */
export function inFormOf(
	host: Pick<Host, "platform">,
	shell: ShellName,
	there: Variables,
	changes: VariableChanges,
): { readonly changes: VariableChanges; readonly faults: readonly Fault[] } {
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
