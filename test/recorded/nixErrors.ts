/**
 * What Nix wrote to standard error, with its status, for one flake each; paths shortened to /w and /nix/store. Recorded with Nix
 * 2.8.0 (Debian's nix-bin), with the variables of test/tools/nix.mjs. To record again, write such a flake, `git add -N` it, and run
 * the command of src/providers/flake/evaluateShell.ts. Not recorded: names with `2.34`, a stale lock, an input that differs, a Nix
 * that is too old, a full disk, a daemon and another system, which are words of Nix' source or of runs of Nix 2.34.8.
 */
export const nixErrors = {
	"an untracked flake.nix": {
		status: 1,
		stderr: `warning: Git tree '/w' is dirty
error: getting status of '/nix/store/f0jl688d1s8i11sk66rrxccna51876pf-source/flake.nix': No such file or directory`,
	},
	"an untracked flake.nix, 2.34": {
		status: 1,
		stderr: `error: Path 'flake.nix' in the repository "/w" is not tracked by Git.`,
	},
	"another untracked file": {
		status: 1,
		stderr: `error: getting status of '/nix/store/f0jl688d1s8i11sk66rrxccna51876pf-source/nix/shell.nix': No such file or directory`,
	},
	"a control character in a variable": {
		status: 1,
		stderr: `building '/nix/store/hirdsj4ji2kd5iifw6v0nlxx4bxs2339-d-env.drv'...
error: [json.exception.parse_error.101] parse error at line 12, column 44: syntax error while parsing value - invalid string: control character U+001B (ESC) must be escaped to \\u001B; last read: '"a<U+001B>'`,
	},
	"no such shell": {
		status: 1,
		stderr: `error: flake 'git+file:///w' does not provide attribute 'devShells.x86_64-linux.devShells.x86_64-linux."nope"' or 'devShells.x86_64-linux."nope"'`,
	},
	"a syntax error": {
		status: 1,
		stderr: `warning: Git tree '/w' is dirty
error: syntax error, unexpected ';'

       at /nix/store/k0gkzl9q7bqd1ipyg53kq2zc08fkif0g-source/flake.nix:2:17:

            1| {
            2|   outputs = _: ;
             |                ^`,
	},
	"an error of the flake": {
		status: 1,
		stderr: `error: boo
(use '--show-trace' to show detailed location information)`,
	},
	"an error of the flake, 2.34": {
		status: 1,
		stderr: `error:
       … while calling the 'throw' builtin
         at /w/flake.nix:2:3:
            2|   outputs = _: throw "boo";
             |   ^

       error: boo`,
	},
	"import from derivation": {
		status: 1,
		stderr: `error: cannot build '/nix/store/ngfqjk49dlljlfdw3xvs44wblzp71i0l-y.drv' during evaluation because the option 'allow-import-from-derivation' is disabled
(use '--show-trace' to show detailed location information)`,
	},
	"a failed build": {
		status: 100,
		stderr: `building '/nix/store/ai81fsm45br7arf2n0kavbrvf4vgxcbq-y-1.2.drv'...
y> one
y> two
y>   three
z> of another build
y> boom
error: builder for '/nix/store/ai81fsm45br7arf2n0kavbrvf4vgxcbq-y-1.2.drv' failed with exit code 3
error: 1 dependencies of derivation '/nix/store/2sz5ykis1jabf9hsjd81rl356kf607q8-x-env.drv' failed to build`,
	},
	"a failed build, 2.34": {
		status: 100,
		stderr: `building '/nix/store/ai81fsm45br7arf2n0kavbrvf4vgxcbq-y.drv'...
y> one
y> 
y> boom
error: Cannot build '/nix/store/ai81fsm45br7arf2n0kavbrvf4vgxcbq-y.drv'.
       Reason: builder failed with exit code 3.
       Output paths:
         /nix/store/ifr6a8sw86682mdi459hq8k2svlxxbx0-y
building '/nix/store/h3gqw5gszad1b4mrc2jdvv0mnh6x0gd2-go-1.25.6.drv'...
error: Cannot build '/nix/store/2sz5ykis1jabf9hsjd81rl356kf607q8-x-env.drv'.
       Reason: 1 dependency failed.`,
	},
	"a failed build whose log the error repeats": {
		status: 100,
		stderr: `error: builder for '/nix/store/ai81fsm45br7arf2n0kavbrvf4vgxcbq-y.drv' failed with exit code 3;
       last 2 log lines:
       > hello
       > sorry
       For full logs, run 'nix log /nix/store/ai81fsm45br7arf2n0kavbrvf4vgxcbq-y.drv'.`,
	},
	"a failed build without a log": {
		status: 100,
		stderr: `error: builder for '/nix/store/ai81fsm45br7arf2n0kavbrvf4vgxcbq-y.drv' failed with exit code 3`,
	},
	"a hash mismatch": {
		status: 102,
		stderr: `error: hash mismatch in fixed-output derivation '/nix/store/8a3grypsw60axq3mhymhlqy7v7w8ws9v-y.drv':
         specified: sha256-AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=
            got:    sha256-WJG1tSLV3whtD/CxEPvZ0hu0/HFjrzTQgoai6Eb2vgM=
error: 1 dependencies of derivation '/nix/store/ak310ywynahrdxcs4w0kwvpin6124nhc-x-env.drv' failed to build`,
	},
	"no network": {
		status: 1,
		stderr: `warning: error: unable to download 'https://api.github.com/repos/a/b/tarball/d9bc': Couldn't resolve host name (6); retrying in 278 ms
error: unable to download 'https://api.github.com/repos/a/b/tarball/d9bc': Couldn't resolve host name (6)
(use '--show-trace' to show detailed location information)`,
	},
	"a lock that is out of date": {
		status: 1,
		stderr: "error: flake 'git+file:///w' requires lock file changes but they're not allowed due to '--no-update-lock-file'",
	},
	"an input that differs from its lock": {
		status: 102,
		stderr: `error: NAR hash mismatch in input 'github:NixOS/nixpkgs/d9bc' (/nix/store/zz-source), expected 'sha256-A=', got 'sha256-B='`,
	},
	"a lock that is not JSON": {
		status: 1,
		stderr: `error: [json.exception.parse_error.101] parse error at line 2, column 1: syntax error while parsing object key - unexpected end of input; expected string literal`,
	},
	"a Go that was removed": {
		status: 1,
		stderr: `error: Go 1.24 is end-of-life and 'go_1_24' has been removed. Please use a newer Go toolchain.
(use '--show-trace' to show detailed location information)`,
	},
	"a Go that does not exist": {
		status: 1,
		stderr: `error: attribute 'go_1_99' missing

       at /nix/store/zz7r4r4x8qr0gmyhqdalal0nwaxxipaf-source/flake.nix:2:3:

            2|   outputs = pkgs: pkgs.go_1_99;
             |                   ^
       Did you mean one of go_1_24, go_1_25 or go_1_26?`,
	},
	"a Go that does not exist, 2.34": {
		status: 1,
		stderr: `error:
       … while evaluating attribute 'nativeBuildInputs' of derivation 'nix-shell'
         at «path:/nixpkgs?lastModified=1796014940»/flake.nix:1:1:
            1| {

       error: attribute 'go_1_99' missing
       at /w/flake.nix:2:7:
            2|       pkgs.go_1_99 ]; };
             |       ^
       Did you mean one of go_1_25 or go_1_26?`,
	},
	"another system": {
		status: 1,
		stderr: `error: a 'aarch64-linux' with features {} is required to build '/nix/store/x-env.drv', but I am a 'x86_64-linux' with features {benchmark}`,
	},
	"flakes that are disabled": {
		status: 1,
		stderr: `error: experimental Nix feature 'nix-command' is disabled; use '--extra-experimental-features nix-command' to override`,
	},
	"a Nix that is too old": { status: 1, stderr: "error: unrecognised flag '--no-allow-import-from-derivation'" },
	"a full disk": { status: 1, stderr: "error: writing to file: No space left on device" },
	"a daemon that is not running": {
		status: 1,
		stderr: "error: cannot connect to socket at '/nix/var/nix/daemon-socket/socket': Connection refused",
	},
	"what is no shell": {
		status: 1,
		stderr: "error: 'nix develop' only works on derivations that use 'bash' as their builder",
	},
	"nothing at all": { status: 3, stderr: "" },
} as const satisfies Record<string, { readonly status: number; readonly stderr: string }>;
