/** Supported shells; `posix` for those with POSIX features only. */
export type ShellKind = "bash" | "zsh" | "fish" | "posix" | "powershell";

const kinds: Readonly<Record<string, ShellKind>> = {
	bash: "bash",
	zsh: "zsh",
	fish: "fish",
	sh: "posix",
	dash: "posix",
	ksh: "posix",
	pwsh: "powershell",
	powershell: "powershell",
};

/** The kind by the name of the program, on any system. */
export function shellKind(program: string): ShellKind | undefined {
	const name = (program.split(/[\\/]/).at(-1) ?? "").toLowerCase().replace(/\.exe$/, "");
	return Object.hasOwn(kinds, name) ? kinds[name] : undefined;
}
