import { spawnSync } from "node:child_process";
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { exactShell } from "../../src/shell/exactShell.ts";

const scratch = mkdtempSync(join(tmpdir(), "ge-"));
afterAll(() => rmSync(scratch, { recursive: true, force: true }));
const files = resolve(import.meta.dirname, "../../media/shell");
const id = "sdk:/opt/it's a go";

/** Stands in for the CLI: prints the output of `env --shell`, and the arguments that it was given. */
const program = join(scratch, "a b", "go-environments");
mkdirSync(join(scratch, "a b"));
writeFileSync(
	program,
	[
		"#!/bin/sh",
		'asked="$*"',
		'case "$3" in',
		`fish) printf "set -gx PATH /ours \\$PATH\\nset -e GOROOT\\nset -gx ASKED '%s'\\n" "$(printf %s "$asked" | sed "s/'/\\\\\\\\'/g")";;`,
		`*) printf 'PATH="/ours:$PATH"\\nunset GOROOT\\nexport ASKED="%s"\\n' "$asked";;`,
		"esac",
	].join("\n"),
);
chmodSync(program, 0o755);

/** A home folder whose start-up files prepend another Go and reset PATH. */
const home = join(scratch, "home");
const dotted = join(scratch, "dotted");
mkdirSync(join(home, ".config/fish"), { recursive: true });
mkdirSync(dotted);
const posix = 'PATH="/startup:/usr/bin:/bin"; export GOROOT=/startup; export MINE=yes\n';
writeFileSync(join(home, ".bashrc"), posix);
writeFileSync(join(home, ".zshrc"), `${posix}WHERE=home\n`);
writeFileSync(join(dotted, ".zshrc"), `${posix}WHERE=dotted\n`);
writeFileSync(
	join(home, ".config/fish/config.fish"),
	"set -gx PATH /startup /usr/bin /bin; set -gx GOROOT /startup; set -gx MINE yes\n",
);

/** The output of a shell that was started so, for typed input; fish accepts that only from a terminal or by `-c`. */
function said(shell: string, typed: string, zdotdir?: string): string {
	const { args, variables } = exactShell(shell, { program, id, files, path: { join }, zdotdir });
	const env = { HOME: home, PATH: "/usr/bin:/bin", TERM: "dumb", ...variables };
	const found = spawnSync("which", [shell], { encoding: "utf8" }).stdout.trim();
	const asked = shell === "fish" ? ["-c", typed] : ["-i"];
	return spawnSync(found, [...args, ...asked], { env, input: `${typed}\nexit\n`, encoding: "utf8" }).stdout;
}

describe.each(["bash", "zsh", "fish"])("a %s that is started for an environment", (shell) => {
	const isThere = spawnSync("which", [shell]).status === 0;

	it.skipIf(!isThere)("has it in front after the user's start-up files, which have run", () => {
		expect(said(shell, 'echo "is=$PATH mine=$MINE."')).toContain("is=/ours:/startup:/usr/bin:/bin mine=yes.");
	});

	it.skipIf(!isThere)("has not what a start-up file sets and the environment takes out", () => {
		expect(said(shell, 'echo "goroot=$GOROOT."')).toContain("goroot=.");
	});

	it.skipIf(!isThere)("asks for that environment, and leaves no variable of the start behind", () => {
		expect(said(shell, 'echo "asked=$ASKED."')).toContain(`asked=env --shell ${shell} --environment ${id}.`);
		expect(said(shell, "env | grep -c ^GO_ENVIRONMENTS; true")).toMatch(/^0$/m);
	});
});

describe("zsh", () => {
	const isThere = spawnSync("which", ["zsh"]).status === 0;

	it.skipIf(!isThere)("reads the user's files from where the user has them", () => {
		expect(said("zsh", 'echo "where=$WHERE zdotdir=$ZDOTDIR."')).toContain("where=home zdotdir=.");
		expect(said("zsh", 'echo "where=$WHERE zdotdir=$ZDOTDIR."', dotted)).toContain(`where=dotted zdotdir=${dotted}.`);
	});
});

it("a shell whose language we do not speak is started as it is", () => {
	for (const shell of ["/usr/bin/nu", "/bin/sh", "C:\\Windows\\System32\\cmd.exe"]) {
		expect(exactShell(shell, { program, id, files, path: { join } })).toEqual({ args: [], variables: {} });
	}
});

it("PowerShell asks when its profile has run, and stays", () => {
	const { args } = exactShell("C:\\Program Files\\PowerShell\\7\\pwsh.exe", { program, id, files, path: { join } });
	expect(args.slice(0, 2)).toEqual(["-NoExit", "-Command"]);
	expect(args[2]).toMatch(
		/^& \$env:GO_ENVIRONMENTS_START env --shell powershell --environment \$env:GO_ENVIRONMENTS_START_ID \|/,
	);
});
