import { orUndefined } from "../core/attempt.ts";
import type { Host } from "../core/host.ts";

export interface FileLine {
	readonly file: string;
	/** Counted from 1. */
	readonly line: number;
}

/** Start-up files of common shells, below the home folder. */
const inHome = [
	".bashrc",
	".bash_profile",
	".bash_login",
	".profile",
	".zshenv",
	".zprofile",
	".zshrc",
	".zlogin",
	".config/fish/config.fish",
	".config/powershell/Microsoft.PowerShell_profile.ps1",
] as const;
const ofMachine = ["/etc/profile", "/etc/bash.bashrc", "/etc/bashrc", "/etc/zsh/zshrc", "/etc/zshrc", "/etc/zprofile"];

type StartUpFiles = Pick<Host, "home" | "path" | "platform" | "read">;

/** The start-up files of common shells, whether they exist or not. */
export const startUpFiles = ({ home, path, platform }: Pick<Host, "home" | "path" | "platform">): readonly string[] => [
	...inHome.map((name) => path.join(home, ...name.split("/"))),
	...(platform === "win32" ? [] : ofMachine),
];

/** The last line of a start-up file that puts `folder` first on PATH; undefined if there is none. */
export async function startUpLine(host: StartUpFiles, folder: string): Promise<FileLine | undefined> {
	const names = spellings(host, folder);
	for (const file of startUpFiles(host)) {
		const lines = ((await orUndefined(() => host.read(file))) ?? "").split(/\r?\n/);
		const at = lines.findLastIndex((line) => !/^\s*#/.test(line) && names.some((name) => isPutFirst(line, name)));
		if (at >= 0) return { file, line: at + 1 };
	}
	return undefined;
}

/** What changes PATH: an assignment (`+=` appends), fish's `set`, or a command that is named after it, with its options. */
const pathChange =
	/(?<![\w$])(?:(?:\$env:)?(?:fish_user_)?paths?\s*(?<sign>\+?=)|(?<command>set\s(?:\s*-\S+)*\s*(?:fish_user_)?paths?\b|\w*path\w*(?=\s+[^\s=])))/gi;
/** `$PATH`, `${PATH}`, `$env:PATH`, fish's `$fish_user_paths`. */
const ownValue = /\$\{?(?:env:)?(?:path|fish_user_paths)\b/i;
const appends = /(?:^|\s)(?:-[a-z]*a[a-z]*|--append|after)(?=\s|$)/i;

/** Whether the line puts the folder before what PATH was, or in its place. */
function isPutFirst(line: string, folder: string): boolean {
	const changes = [...line.matchAll(pathChange)];
	return changes.some(({ 0: change, index, groups }, at) => {
		const text = line.slice(index + change.length, changes[at + 1]?.index);
		// the next command of the line; PowerShell for Windows has `;` in PATH
		const value = change.startsWith("$") ? text : text.replace(/[;&|].*/, "");
		const isAppended =
			groups?.["command"] === undefined
				? groups?.["sign"] === "+="
				: /append/i.test(change) || appends.test(change) || appends.test(value);
		const place = placeIn(value, folder);
		const rest = value.search(ownValue);
		return !isAppended && place >= 0 && (rest < 0 || place < rest);
	});
}

/** The folder as users write it: in full, or with one of the notations for the home folder. */
function spellings({ home, path }: StartUpFiles, folder: string): readonly string[] {
	if (!folder.startsWith(home + path.separator)) return [folder];
	const rest = folder.slice(home.length);
	return [folder, ...["~", "$HOME", `\${HOME}`].map((start) => start + rest)];
}

/** Where the folder is a whole entry: `/opt/go` is not in `/opt/go1.22/bin`. -1: nowhere. */
function placeIn(text: string, folder: string): number {
	const at = text.indexOf(folder);
	return at >= 0 && !/[\w/.-]/.test(text.charAt(at + folder.length)) ? at : -1;
}
