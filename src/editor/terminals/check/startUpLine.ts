import { faultOrThrow } from "../../../core/fault.ts";
import type { Host } from "../../../core/host.ts";

export interface FileLine {
	readonly file: string;
	/** From 1. */
	readonly line: number;
}

/** Start-up files of the usual shells, below the home folder. */
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

type Reading = Pick<Host, "home" | "path" | "platform" | "read">;

/** The last line of a start-up file that names `folder` together with PATH; undefined where none does as plainly as that. */
export async function startUpLine(host: Reading, folder: string): Promise<FileLine | undefined> {
	const files = [
		...inHome.map((name) => host.path.join(host.home, ...name.split("/"))),
		...(host.platform === "win32" ? [] : ofMachine),
	];
	const names = spellings(host, folder);
	for (const file of files) {
		const lines = ((await textOf(host, file)) ?? "").split(/\r?\n/);
		const at = lines.findLastIndex(
			(line) => !/^\s*#/.test(line) && /path/i.test(line) && names.some((name) => isIn(line, name)),
		);
		if (at >= 0) return { file, line: at + 1 };
	}
	return undefined;
}

/** As people write it: whole, or with the home folder in one of its forms. */
function spellings({ home, path }: Reading, folder: string): readonly string[] {
	if (!folder.startsWith(home + path.separator)) return [folder];
	const rest = folder.slice(home.length);
	return [folder, ...["~", "$HOME", `\${HOME}`].map((start) => start + rest)];
}

/** As a whole entry: `/opt/go` is not in `/opt/go1.22/bin`. */
function isIn(line: string, name: string): boolean {
	const at = line.indexOf(name);
	return at >= 0 && !/[\w/.-]/.test(line.charAt(at + name.length));
}

async function textOf(host: Reading, file: string): Promise<string | undefined> {
	try {
		return await host.read(file);
	} catch (cause) {
		faultOrThrow(cause);
		return undefined;
	}
}
