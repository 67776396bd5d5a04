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

/** The last line of a start-up file that contains both `folder` and PATH; undefined if there is none. */
export async function startUpLine(host: StartUpFiles, folder: string): Promise<FileLine | undefined> {
	const files = [
		...inHome.map((name) => host.path.join(host.home, ...name.split("/"))),
		...(host.platform === "win32" ? [] : ofMachine),
	];
	const names = spellings(host, folder);
	for (const file of files) {
		const lines = ((await orUndefined(() => host.read(file))) ?? "").split(/\r?\n/);
		const at = lines.findLastIndex(
			(line) => !/^\s*#/.test(line) && /path/i.test(line) && names.some((name) => isIn(line, name)),
		);
		if (at >= 0) return { file, line: at + 1 };
	}
	return undefined;
}

/** The folder as users write it: in full, or with one of the notations for the home folder. */
function spellings({ home, path }: StartUpFiles, folder: string): readonly string[] {
	if (!folder.startsWith(home + path.separator)) return [folder];
	const rest = folder.slice(home.length);
	return [folder, ...["~", "$HOME", `\${HOME}`].map((start) => start + rest)];
}

/** Matches whole entries only: `/opt/go` is not in `/opt/go1.22/bin`. */
function isIn(line: string, name: string): boolean {
	const at = line.indexOf(name);
	return at >= 0 && !/[\w/.-]/.test(line.charAt(at + name.length));
}
