import { execFile } from "node:child_process";
import { cpSync, mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { unsetValue } from "../../src/editor/terminals/variables/mutations.ts";
import { type Home, temporaryHome } from "../support/cli.ts";
import { condaInstallation, condaVersion } from "../tools/conda.mjs";
import { goToolchains, smallGoVersions } from "../tools/go.mjs";

const run = promisify(execFile);
const found = await condaInstallation();
const { root, conda } = found.root === undefined ? { root: "", conda: "" } : found;
const why = found.missing === undefined ? "" : `; skipped: ${found.missing}`;
const [newer = "", older = ""] = smallGoVersions;
const names = ["ci", "dev", "python", "other"];

/** Scripts that mark in a shell that an environment is active. */
const markingScripts = (name: string): readonly (readonly [string, string])[] => [
	[`~/envs/${name}/etc/conda/activate.d/mark.sh`, `export MARK_${name}=1\n`],
	[`~/envs/${name}/etc/conda/deactivate.d/mark.sh`, `unset MARK_${name}\n`],
];

/**
 * `sound` prints inconsistencies in the shell: conda's level, its prefixes, their entries of PATH (the top of the stack
 * replaces the one below, unless it is stacked) and their scripts; and the running Go with its GOROOT.
 */
const soundness = `
sound() {
	local level="\${CONDA_SHLVL:-0}" at below top name count expected
	local live=() kept=()
	[ "$level" = 0 ] && [ -n "\${CONDA_PREFIX-}" ] && echo "level 0 with $CONDA_PREFIX"
	[ "$level" != 0 ] && [ -z "\${CONDA_PREFIX-}" ] && echo "level $level without a prefix"
	for ((at = 1; at <= level; at++)); do
		name="CONDA_PREFIX_$at"; top="\${!name-}"
		[ $at = "$level" ] && top="\${CONDA_PREFIX-}"
		[ -n "$top" ] || echo "no $name"
		name="CONDA_STACKED_$at"
		[ "\${!name-}" = true ] || unset "live[\${#live[@]}-1]" 2>/dev/null || true
		live+=("$top")
	done
	for name in ci dev python other base; do
		top="$ENVS/$name"; [ $name = base ] && top="$CONDA_ROOT"
		expected=0; for below in "\${live[@]}"; do [ "$below" != "$top" ] || expected=$((expected + 1)); done
		count=$(tr : '\\n' <<<"$PATH" | grep -cxF "$top/bin" || true)
		[ "$count" = $expected ] || echo "$count entries of $name, not $expected"
		at="MARK_$name"
		[ $expected != 0 ] || [ -z "\${!at-}" ] || echo "$at is set"
	done
	count=$(tr : '\\n' <<<"$PATH" | grep -vF "$ENVS" | sort | uniq -d)
	[ -z "$count" ] || echo "twice: $count"
	top=$(head -1 "$(go env GOROOT)/VERSION")
	[ "$top" = "$(go env GOVERSION)" ] || echo "GOROOT of $top for $(go env GOVERSION)"
	return 0
}
ev() { eval "$(ge env --environment "$1")"; }
`;

/** bash after `conda init`, with conda environments: `ci` with a real Go, `dev` with another, `python` without. */
describe.skipIf(found.missing !== undefined)(`a shell with conda ${condaVersion} and real Gos${why}`, () => {
	let home: Home;
	let goroots: Readonly<Record<string, string>>;
	const prefix = (name: string): string => home.place(`~/envs/${name}`);

	beforeAll(async () => {
		goroots = await goToolchains(smallGoVersions);
		home = temporaryHome({
			"~/w/go.mod": "module example.com/w\n\ngo 1.20\n",
			"~/w/main.go":
				'package main\n\nimport (\n\t"fmt"\n\t"runtime"\n)\n\nfunc main() { fmt.Println(runtime.Version()) }\n',
			"~/envs/python/conda-meta/history": "",
			"~/envs/python/bin/python": { program: "#!/bin/sh\necho the python of python\n" },
			"~/envs/other/conda-meta/history": "",
			...Object.fromEntries(names.flatMap(markingScripts)),
		});
		for (const [name, version] of [
			["ci", newer],
			["dev", older],
		] as const) {
			mkdirSync(join(prefix(name), "conda-meta"), { recursive: true });
			mkdirSync(join(prefix(name), "bin"));
			writeFileSync(join(prefix(name), "conda-meta", "history"), "");
			writeFileSync(join(prefix(name), "conda-meta", "state"), '{"env_vars": {"GOTOOLCHAIN": "local"}}');
			cpSync(goroots[version] ?? "", join(prefix(name), "go"), { recursive: true });
			symlinkSync("../go/bin/go", join(prefix(name), "bin", "go"));
		}
	}, 300_000);
	afterAll(() => home?.remove());

	/** The lines that bash prints; `ge` is our CLI, `conda` the function of conda's hook. */
	async function inBash(script: string, variables: Readonly<Record<string, string>> = {}): Promise<readonly string[]> {
		const program = [
			"set -e",
			`ge() { "${process.execPath}" "${home.program}" "$@"; }`,
			`eval "$("${conda}" shell.bash hook)"`,
			`ENVS="${home.place("~/envs")}"`,
			soundness,
			script,
		].join("\n");
		const env = {
			...home.variables,
			PATH: `${goroots[older]}/bin:/usr/bin:/bin`,
			CONDA_ROOT: root,
			CONDA_ENVS_DIRS: home.place("~/envs"),
			CONDA_AUTO_ACTIVATE_BASE: "false",
			GOCACHE: home.place("~/cache"),
			GOENV: "off",
			GOFLAGS: "-mod=mod",
			GOPROXY: "off",
			...variables,
		};
		const options = { env, cwd: home.place("~/w") };
		const { stdout } = await run("bash", ["--noprofile", "--norc", "-c", program], options);
		return stdout.trim().split("\n");
	}

	const goHere = 'go run . && echo "$(go env GOROOT)" && echo "${GOROOT-unset}"';

	it("a full round through conda's own commands leaves the Go that runs with its own GOROOT", async () => {
		const lines = await inBash(
			[
				`eval "$(ge env --environment ${prefix("ci")})"; ${goHere}`,
				`conda activate dev; ${goHere}`,
				`conda deactivate; ${goHere}`,
				`conda deactivate; ${goHere}`,
				'echo "${CONDA_PREFIX-none} $CONDA_SHLVL"',
			].join("\n"),
		);
		const ci = [`go${newer}`, `${prefix("ci")}/go`, "unset"];
		const dev = [`go${older}`, `${prefix("dev")}/go`, "unset"];
		const outside = [`go${older}`, goroots[older], "unset"];
		expect(lines).toEqual([...ci, ...dev, ...ci, ...outside, "none 0"]);
	}, 240_000);

	it("an active environment without Go stays behind an SDK, and one with Go is left and comes back whole", async () => {
		const sdk = goroots[newer] ?? "";
		const state = 'echo "$(go env GOVERSION) ${CONDA_DEFAULT_ENV-none} ${CONDA_SHLVL-none}"';
		const entry = (name: string): string => `case ":$PATH:" in *:${prefix(name)}/bin:*) echo in;; *) echo out;; esac`;
		const lines = await inBash(
			[
				`conda activate python; eval "$(ge env --environment ${sdk})"; ${state}; python`,
				`ge exec --environment ${sdk} -- sh -c 'go env GOVERSION; python'`,
				`conda deactivate; conda activate dev; eval "$(ge env --environment ${sdk})"; ${state}; ${entry("dev")}`,
				`PATH="/mine:$PATH"; eval "$(ge env --environment inherited)"; ${state}; ${entry("dev")}; echo "\${PATH%%:*}"`,
			].join("\n"),
		);
		const [version, other] = [`go${newer}`, `go${older}`];
		expect(lines).toEqual([
			...[`${version} python 1`, "the python of python"],
			...[version, "the python of python"],
			...[`${version} none none`, "out"],
			...[`${other} dev 1`, "in", "/mine"],
		]);
	}, 240_000);

	it("a GOROOT in the user's go/env file does not defeat the selection", async () => {
		home.write({ "~/goenv": `GOROOT=${goroots[older]}\n` });
		const lines = await inBash(
			[
				`for target in ${prefix("ci")} ${goroots[newer]}; do`,
				`  ge exec --environment "$target" -- sh -c 'go env GOROOT; go run .'`,
				"done",
			].join("\n"),
			{ GOENV: home.place("~/goenv") },
		);
		expect(lines).toEqual([`${prefix("ci")}/go`, `go${newer}`, goroots[newer], `go${newer}`]);
	}, 240_000);

	it("a terminal in which conda's variables could not be unset can use conda", async () => {
		const removed = ["CONDA_PREFIX", "CONDA_SHLVL", "CONDA_DEFAULT_ENV", "CONDA_PROMPT_MODIFIER", "CONDA_PREFIX_1"];
		const terminal = Object.fromEntries(removed.map((name) => [name, unsetValue(name) ?? "stays"]));
		const round = 'conda activate python; echo "$CONDA_DEFAULT_ENV"; conda deactivate; echo "$CONDA_SHLVL"';
		expect(await inBash(round, terminal)).toEqual(["python", "0"]);
		// shows why it must not be empty
		await expect(inBash(round, { ...terminal, CONDA_SHLVL: "" })).rejects.toThrow(/invalid literal|ValueError/);
	}, 120_000);

	it("go takes an empty variable of its own as one that is not set", async () => {
		const names = ["GOROOT", "GOTOOLDIR", "GOPATH", "GOBIN", "GOFLAGS", "CGO_ENABLED", "GOOS", "GOARCH", "GOTOOLCHAIN"];
		const asked = "go env GOROOT GOTOOLDIR GOPATH GOBIN CGO_ENABLED GOOS GOARCH GOTOOLCHAIN; go run .";
		const empty = Object.fromEntries(names.map((name) => [name, unsetValue(name) ?? "stays"]));
		expect(await inBash(asked, empty)).toEqual(await inBash(`unset ${names.join(" ")}; ${asked}`));
	}, 120_000);

	describe("after conda's own commands another `eval` takes back what is still ours", () => {
		const inUse = 'echo "$(go env GOVERSION) ${CONDA_PREFIX##*/} ${CONDA_SHLVL-none}"; sound';
		/** conda's commands still work and leave nothing behind. */
		const round = `conda activate other; ${inUse}; conda deactivate; ${inUse}`;
		const [ofCi, ofDev] = [`go${newer}`, `go${older}`];
		const outside = ofDev;
		const base = root.split("/").at(-1);

		it.each<[string, string, readonly string[]]>([
			[
				"a, base anew",
				"conda activate base; ev ci; conda deactivate; conda activate base; ev inherited",
				[`${outside} ${base} 1`, `${outside} other 2`, `${outside} ${base} 1`],
			],
			[
				"b, another one in place of ours, and ours again",
				"ev ci; conda deactivate; conda activate python; ev ci",
				[`${ofCi} ci 1`, `${outside} other 2`, `${ofCi} ci 1`],
			],
			[
				"b2, another one in place of ours, and the inherited one",
				"ev ci; conda deactivate; conda activate python; ev inherited",
				[`${outside} python 1`, `${outside} other 2`, `${outside} python 1`],
			],
			[
				"b2, by a pick",
				'ev ci; conda deactivate; conda activate python; ge use inherited >/dev/null; eval "$(ge env)"',
				[`${outside} python 1`, `${outside} other 2`, `${outside} python 1`],
			],
			[
				"c, ours again above base",
				"ev dev; conda activate base; conda activate dev; ev inherited",
				[`${ofDev} dev 3`, `${outside} other 4`, `${ofDev} dev 3`],
			],
			[
				"c, ours again above another one",
				"ev dev; conda activate python; conda activate dev; ev inherited",
				[`${ofDev} dev 3`, `${outside} other 4`, `${ofDev} dev 3`],
			],
			[
				"d, base in place of one that stayed of a stack",
				"conda activate ci; conda activate --stack python; ev $SDK; conda deactivate; conda activate base; ev inherited",
				[`${outside} ${base} 1`, `${outside} other 2`, `${outside} ${base} 1`],
			],
			[
				"ours deactivated, after another one was left for it",
				"conda activate base; ev ci; conda deactivate; ev inherited",
				[`${outside}  0`, `${outside} other 1`, `${outside}  0`],
			],
			[
				"another one on top and away again",
				"conda activate python; ev ci; conda activate dev; conda deactivate; ev inherited",
				[`${outside} python 1`, `${outside} other 2`, `${outside} python 1`],
			],
			[
				"a variable of ours changed by hand",
				"conda activate python; ev ci; export MARK_ci=mine; ev inherited; unset MARK_ci",
				[`${outside} python 1`, `${outside} other 2`, `${outside} python 1`],
			],
		])(
			"%s",
			async (_, script, expected) => {
				const sdk = `SDK="${goroots[newer]}"`;
				expect(await inBash(`${sdk}; ${script}; ${inUse}; ${round}`)).toEqual(expected);
			},
			240_000,
		);

		it("`exec` of the inherited environment has conda's level and prefix of now", async () => {
			const asked = "ge exec --environment inherited -- sh -c 'echo \"$CONDA_SHLVL ${CONDA_PREFIX##*/}\"'";
			expect(await inBash(`ev ci; conda deactivate; conda activate python; ${asked}`)).toEqual(["1 python"]);
		}, 240_000);

		const steps = [
			...["ci", "dev", "$SDK", "inherited"].map((environment) => `ev ${environment}`),
			...["base", "dev", "python", "ci", "--stack other", "--stack python"].map((name) => `conda activate ${name}`),
			...["conda deactivate", "conda deactivate"],
		];
		it.each([1, 2, 3, 4, 5, 6])(
			"whatever comes after what (seed %i)",
			async (seed) => {
				const next = numbers(seed);
				const walks = Array.from({ length: 5 }, () =>
					Array.from({ length: 6 }, () => steps[next(steps.length)] ?? "").concat("ev inherited"),
				);
				const walk = (words: readonly string[]): string =>
					[
						'( was=""; say() { sed "s|^|after$was: |"; }',
						...words.map(
							(word) => `was="$was; ${word}"; ${word} >"$HOME/said" 2>&1 || say <"$HOME/said"; sound 2>&1 | say`,
						),
						"for at in 1 2 3 4 5 6 7 8; do conda deactivate; done; sound | say",
						'[ "$PATH" = "$was_path" ] || echo "$PATH" | say',
						// conda itself leaves some declared values, and a tool that was used since keeps the variables with its location
						'env | cut -d= -f1 | sort | diff - "$HOME/names" | grep "^[<>]" | grep -v -e GOTOOLCHAIN -e _CONDA_ | say )',
					].join("\n");
				const start =
					'conda activate base; conda deactivate; was_path="$PATH"; env | cut -d= -f1 | sort >"$HOME/names"';
				const sdk = `set +e; SDK="${goroots[newer]}"`;
				expect(await inBash([sdk, start, ...walks.map(walk)].join("\n"))).toEqual([""]);
			},
			600_000,
		);
	});
});

/** A pseudo-random generator, so that a failure can be reproduced. */
function numbers(seed: number): (below: number) => number {
	let state = seed;
	return (below) => {
		state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
		return Math.floor((state / 2 ** 32) * below);
	};
}
