import { spawnSync } from "node:child_process";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type Home, sdkFiles, temporaryHome } from "../support/cli.ts";

let home: Home;
beforeEach(() => {
	home = temporaryHome({ ...sdkFiles("1.22.5"), "~/work/.go-version": "1.22.5\n" });
});
afterEach(() => home.remove());

/** Runs a shell script with bytes that are not UTF-8 in `ODD` and in PATH; `ge` calls the CLI. */
function withOddBytes(script: string, extra = "") {
	const odd = `printf 'a\\377\\303b\\n\\n.'`;
	const start = `ODD=$(${odd}); ODD=\${ODD%.}; export ODD; PATH=/usr/bin:/bin:/x$(printf '\\376')y; ${extra}`;
	const ge = `ge() { '${process.execPath}' '${home.program}' "$@"; }`;
	const { status, stdout, stderr } = spawnSync("sh", ["-c", `${start}\n${ge}\n${script}`], {
		cwd: home.place("~/work"),
		env: home.variables,
	});
	return { status, stdout: stdout.toString("latin1"), stderr: stderr.toString() };
}

const odd = "a\xff\xc3b\n\n";
const show = `sh -c 'printf "%s|%s|%s" "$ODD" "$PATH" "$(env | grep -c GO_ENVIRONMENTS_BYTES)"; printf "%s" "$@"' sh`;

describe.skipIf(process.platform !== "linux")("bytes that are no UTF-8 (Linux shows them)", () => {
	it("reach a program of exec unchanged", () => {
		const { stdout, stderr, status } = withOddBytes(`ge exec -- ${show} "a b" "数" '$x'`);
		expect(stderr).toBe("");
		const bytes = Buffer.from("a b数$x").toString("latin1");
		expect(stdout).toBe(`${odd}|${home.place("~/sdk/go1.22.5/bin")}:/usr/bin:/bin:/x\xfey|0${bytes}`);
		expect(status).toBe(0);
	});

	it("stay in what env changes, and come back when it is left", () => {
		const { stdout, stderr } = withOddBytes(
			`before=$PATH; eval "$(ge env --shell bash)"; printf '%s|' "$PATH"; eval "$(ge env --shell bash --environment inherited)"; [ "$PATH" = "$before" ] && printf same`,
		);
		expect(stderr).toBe("");
		expect(stdout).toBe(`${home.place("~/sdk/go1.22.5/bin")}:/usr/bin:/bin:/x\xfey|same`);
	});

	it("are named in a warning where a name that no shell knows would be lost on the way", () => {
		const { stderr, status } = withOddBytes(`env 'A.B=1' '${process.execPath}' '${home.program}' exec -- true`);
		expect(stderr).toContain("ODD");
		expect(stderr).toContain("PATH");
		expect(status).toBe(0);
	});

	it("in a folder of PATH hide no program: not that one, and not one that stands behind it", () => {
		const folder = "$(printf '%s/\\377' \"$HOME\")";
		const program = (at: string, said: string): string =>
			`mkdir -p "${at}"; printf '#!/bin/sh\necho ${said}\n' > "${at}/tool"; chmod +x "${at}/tool"; PATH=${at}:$PATH`;
		const { stdout, status } = withOddBytes(
			"ge exec -- tool",
			`${program("$HOME/later", "later")}; ${program(folder, "first")}`,
		);
		expect(stdout).toBe("first\n");
		expect(status).toBe(0);
		expect(withOddBytes("ge exec -- no-such-program").status).toBe(127);
	});

	it("in the name of the working directory keep nothing from running, and are named", () => {
		const there = `cd "$HOME/$1" && printf '#!/bin/sh\necho tool' > tool && chmod +x tool &&`;
		const inside = (path: string, script: string) =>
			withOddBytes(`set -- "${path}/$(printf 'a\\377')"; mkdir -p "$HOME/$1"; ${there} ${script}`);
		const pwd = inside("work", "ge exec -- pwd; ge exec -- ./tool; ge exec -- go version");
		const lines = [home.place("~/work/a\xff"), "tool", `go version go1.22.5 ${home.place("~/sdk/go1.22.5/bin/go")}`];
		// together, so that a failure shows all of them
		expect(pwd).toMatchObject({ stdout: `${lines.join("\n")}\n`, stderr: "", status: 0 });
		const alone = inside("other", "ge exec -- pwd; ge show");
		expect(alone.stdout).toContain(home.place("~/other/a\xff\n"));
		expect(alone.stdout + alone.stderr).toContain("is not UTF-8");
		expect(alone.stdout + alone.stderr).not.toContain("does not exist");
	});

	it("in arguments and in the name of the program reach it unchanged", () => {
		const print = `ge exec -- printf '%s|' "$ODD" 'a b' "" '%s' "x$ODD" '$(id)'`;
		const { stdout, stderr, status } = withOddBytes(print);
		expect([stdout, stderr, status]).toEqual([`${odd}|a b||%s|x${odd}|$(id)|`, "", 0]);
		const plain = withOddBytes(print, "PATH=/usr/bin:/bin; V=$ODD; unset ODD; ODD=$V;");
		expect([plain.stdout, plain.stderr]).toEqual([stdout, ""]);
		const tool = `T="$HOME/$ODD"; printf '#!/bin/sh\necho "tool $1"; env | grep -c BYTES' > "$T"; chmod +x "$T"`;
		expect(withOddBytes(`${tool}; ge exec -- "$T" "é"; ge exec -- "../$ODD" 1`).stdout).toBe(
			`tool ${Buffer.from("é").toString("latin1")}\n0\ntool 1\n0\n`,
		);
	});

	it("in an argument stop the command where a shell would drop a variable", () => {
		const ge = `env 'A.B=1' '${process.execPath}' '${home.program}'`;
		const { stdout, stderr, status } = withOddBytes(`${ge} exec -- echo ran "$ODD"`);
		expect(stdout).toBe("");
		expect(stderr).toContain("UTF-8");
		expect(status).toBe(1);
		expect(withOddBytes(`ge exec -- printf %s '\uFFFD'`).status).toBe(0);
	});

	it("reach it unchanged in values and arguments of any length that the system allows", () => {
		const made = (content: string) =>
			`"$('${process.execPath}' -e 'process.stdout.write(Buffer.concat([${content}]))'; echo .)"`;
		const all = "Buffer.from(Array.from({ length: 255 }, (_, at) => 255 - at))";
		const values = {
			ALL: `Buffer.from("-n%s\\\\n数É"), ${all}`,
			LONG: `Buffer.alloc(130000, "x"), Buffer.from([255])`,
			ODD: "Buffer.alloc(100000, 255)",
		};
		const set = Object.entries(values).map(([name, content]) => `${name}=${made(content)}; export ${name}`);
		const check = `printf %s "$ALL" "$LONG" "$ODD" | cksum; for w do printf %s "$w"; done | cksum`;
		const script = `${set.join("\n")}
			set -- "$ALL" "$LONG" $(seq 20000) "$ODD"
			check='${check}'; sh -c "$check" sh "$@"; ge exec -- sh -c "$check" sh "$@"; ge exec -- sh -c "$check" sh "$LONG"`;
		const { stdout, stderr, status } = withOddBytes(script);
		expect([stderr, status]).toEqual(["", 0]);
		const sums = stdout.trim().split("\n");
		expect(sums.slice(2, 4)).toEqual(sums.slice(0, 2));
		expect(sums[4]).toBe(sums[0]);
	});

	it("in the name of a variable keep it from the program, with a warning that names it", () => {
		const { stdout, stderr, status } = withOddBytes(
			`env "N$(printf '\\377')=1" '${process.execPath}' '${home.program}' exec -- echo ran`,
			"PATH=/usr/bin:/bin; unset ODD;",
		);
		expect([stdout, status]).toEqual(["ran\n", 0]);
		expect(stderr).toContain("N\\xff is not UTF-8");
		expect(stderr.trim().split("\n")).toHaveLength(1);
	});
});
