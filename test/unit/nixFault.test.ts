import { afterEach, describe, expect, it } from "vitest";
import { isFault } from "../../src/core/activation/storedActivation.ts";
import { nixFault } from "../../src/providers/flake/nixFault.ts";
import { nixErrors } from "../recorded/nixErrors.ts";
import { type Machine, machine } from "../support/machine.ts";

let made: Machine | undefined;
afterEach(() => made?.remove());

type Told = readonly [
	message: string,
	place: string | undefined,
	remedy: string | undefined,
	action: string | undefined,
];

/** `file:line`, the sentence of the first remedy, and its action. */
const expected: Readonly<Record<keyof typeof nixErrors, Told>> = {
	"an untracked flake.nix": [
		"Git does not track flake.nix, so Nix does not see it.",
		"/w/flake.nix",
		"Run `git add -N flake.nix` in /w.",
		"copy git add -N flake.nix",
	],
	"an untracked flake.nix, 2.34": [
		"Git does not track flake.nix, so Nix does not see it.",
		"/w/flake.nix",
		"Run `git add -N flake.nix` in /w.",
		"copy git add -N flake.nix",
	],
	"another untracked file": [
		"The flake reads nix/shell.nix, which does not exist or is not tracked by Git.",
		undefined,
		"Create it, or run `git add -N` on it.",
		undefined,
	],
	"a control character in a variable": [
		"A variable of “#ci” holds a control character, which Nix cannot write.",
		undefined,
		"Remove it from flake.nix.",
		undefined,
	],
	"no such shell": [
		"The flake has no devShell “#ci” for this system.",
		undefined,
		"Define it in flake.nix.",
		undefined,
	],
	"a syntax error": [
		"The flake cannot be parsed: syntax error, unexpected ';'.",
		"/w/flake.nix:2:17",
		"Correct flake.nix, then activate it again.",
		undefined,
	],
	"an error of the flake": [
		"“#ci” could not be evaluated: boo",
		"/w/flake.nix",
		"Correct flake.nix, then activate it again.",
		undefined,
	],
	"an error of the flake, 2.34": [
		"“#ci” could not be evaluated: boo",
		"/w/flake.nix:2:3",
		"Correct flake.nix, then activate it again.",
		undefined,
	],
	"import from derivation": [
		"“#ci” cannot be evaluated without building: the flake reads the result of a build.",
		undefined,
		"Review the flake, then let its evaluation build.",
		"operation allowBuilds flake:/w#ci",
	],
	"a failed build": [
		"y-1.2 could not be built: two / three / boom",
		undefined,
		"Run `nix log /nix/store/ai81fsm45br7arf2n0kavbrvf4vgxcbq-y-1.2.drv` for the whole log.",
		"copy nix log /nix/store/ai81fsm45br7arf2n0kavbrvf4vgxcbq-y-1.2.drv",
	],
	"a failed build, 2.34": [
		"y could not be built: one / boom",
		undefined,
		"Run `nix log /nix/store/ai81fsm45br7arf2n0kavbrvf4vgxcbq-y.drv` for the whole log.",
		"copy nix log /nix/store/ai81fsm45br7arf2n0kavbrvf4vgxcbq-y.drv",
	],
	"a failed build whose log the error repeats": [
		"y could not be built: hello / sorry",
		undefined,
		"Run `nix log /nix/store/ai81fsm45br7arf2n0kavbrvf4vgxcbq-y.drv` for the whole log.",
		"copy nix log /nix/store/ai81fsm45br7arf2n0kavbrvf4vgxcbq-y.drv",
	],
	"a failed build without a log": [
		"y could not be built.",
		undefined,
		"Run `nix log /nix/store/ai81fsm45br7arf2n0kavbrvf4vgxcbq-y.drv` for the whole log.",
		"copy nix log /nix/store/ai81fsm45br7arf2n0kavbrvf4vgxcbq-y.drv",
	],
	"a hash mismatch": [
		"y has the hash sha256-WJG1tSLV3whtD/CxEPvZ0hu0/HFjrzTQgoai6Eb2vgM=, not sha256-AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=.",
		undefined,
		"Correct the hash in the flake, if the new content is the right one.",
		undefined,
	],
	"no network": [
		"An input of the flake could not be downloaded: https://api.github.com/repos/a/b/tarball/d9bc.",
		undefined,
		"Check the network, then try again.",
		"operation activate",
	],
	"a lock that is out of date": [
		"flake.lock is out of date: the inputs of flake.nix have changed.",
		"/w/flake.lock",
		"Run `nix flake lock` in /w.",
		"copy nix flake lock",
	],
	"an input that differs from its lock": [
		"github:NixOS/nixpkgs/d9bc is not what flake.lock names: its content has another hash.",
		"/w/flake.lock",
		"Find out why before you lock it again: somebody may have replaced it.",
		undefined,
	],
	"a lock that is not JSON": [
		"flake.lock is not valid JSON.",
		"/w/flake.lock",
		"Restore it, or run `nix flake lock`.",
		"open /w/flake.lock",
	],
	"a Go that was removed": [
		"The flake uses a package that its nixpkgs no longer has: Go 1.24 is end-of-life and 'go_1_24' has been removed. Please use a newer Go toolchain.",
		undefined,
		"Use a newer Go in flake.nix, or lock an older nixpkgs.",
		undefined,
	],
	"a Go that does not exist": [
		"The flake refers to “go_1_99”, which does not exist.",
		"/w/flake.nix:2:3",
		"Did you mean one of go_1_24, go_1_25 or go_1_26?",
		undefined,
	],
	"a Go that does not exist, 2.34": [
		"The flake refers to “go_1_99”, which does not exist.",
		"/w/flake.nix:2:7",
		"Did you mean one of go_1_25 or go_1_26?",
		undefined,
	],
	"another system": [
		"The flake needs a package that this machine cannot build: it is made for another system.",
		undefined,
		undefined,
		undefined,
	],
	"flakes that are disabled": [
		"Flakes are disabled in the configuration of Nix, which does not let users enable them.",
		undefined,
		"Add `experimental-features = nix-command flakes` to the configuration of Nix.",
		"copy experimental-features = nix-command flakes",
	],
	"a Nix that is too old": [
		"This Nix is too old: flakes need Nix 2.8 or later.",
		undefined,
		"Update Nix: https://nixos.org/download",
		"copy https://nixos.org/download",
	],
	"a full disk": [
		"The disk of the Nix store is full.",
		undefined,
		"Free some space, for example with `nix store gc`.",
		"copy nix store gc",
	],
	"a daemon that is not running": [
		"Nix cannot use its store: cannot connect to socket.",
		undefined,
		"Start the Nix daemon, or repair the installation of Nix.",
		undefined,
	],
	"what is no shell": [
		"“#ci” is not a devShell: it must be a derivation such as that of mkShell.",
		undefined,
		"Correct flake.nix, then activate it again.",
		undefined,
	],
	"nothing at all": [
		"Nix ended with status 3 while it evaluated “#ci”.",
		"/w/flake.nix",
		"Try again.",
		"operation activate",
	],
};

const failure = { name: "#ci", id: "flake:/w#ci", folder: "/w" };
const flake = "{\n  outputs = _: ;\n}\n";

describe("what Nix says", () => {
	it.each(Object.entries(nixErrors))(
		"of %s is a sentence with a place and a remedy",
		async (what, { status, stderr }) => {
			made = machine({ files: { "/w/.git": null, "/w/flake.nix": flake, "/w/flake.lock": "{" } });
			const lines = stderr.split("\n");
			const fault = await nixFault(made.host, { ...failure, status, lines });
			const place = fault.line === undefined ? fault.file : `${fault.file}:${fault.line}:${fault.column}`;
			const [remedy] = fault.remedies ?? [];
			// the command line offers nothing to copy
			for (const { text, action } of fault.remedies ?? [])
				if (action?.kind === "copy") expect(text).toContain(action.text);
			const action = remedy?.action && Object.values(remedy.action).join(" ");
			expect(isFault(fault)).toBe(true);
			expect([fault.message, place, remedy?.text, action]).toEqual(expected[what as keyof typeof nixErrors]);
		},
	);

	it("names the file of the workspace, not one of an input that has the same name", async () => {
		const input = "/nix/store/zz7r4r4x8qr0gmyhqdalal0nwaxxipaf-source/flake.nix";
		const own = "/nix/store/k0gkzl9q7bqd1ipyg53kq2zc08fkif0g-source/go/flake.nix";
		made = machine({
			files: { "/w/.git": null, "/w/flake.nix": flake, "/w/go/flake.nix": flake, [input]: "{ }", [own]: flake },
		});
		const lines = ["error: attribute 'a' missing", `  at ${input}:9:1:`, `  at ${own}:2:3:`];
		const fault = await nixFault(made.host, { ...failure, folder: "/w/go", status: 1, lines });
		expect([fault.file, fault.line]).toEqual(["/w/go/flake.nix", 2]);
	});

	it("shows the last line of a log after long ones, and no long advice", async () => {
		made = machine({ files: { "/w/flake.nix": flake } });
		const { status, stderr } = nixErrors["a failed build"];
		const lines = stderr.replaceAll("two", "x".repeat(1900)).split("\n");
		const { message } = await nixFault(made.host, { ...failure, status, lines });
		expect(message).toBe(`y-1.2 could not be built: ${"x".repeat(80)}… / three / boom`);
		const missing = ["error: attribute 'a' missing", `  Did you mean ${"x".repeat(1900)}?`];
		const { remedies } = await nixFault(made.host, { ...failure, status: 1, lines: missing });
		expect(remedies?.[0]?.text).toBe(`Did you mean ${"x".repeat(300)}…?`);
	});

	it("is told of a signal that ended it", async () => {
		made = machine({ files: { "/w/flake.nix": flake } });
		const fault = await nixFault(made.host, { ...failure, status: null, lines: [] });
		expect(fault.message).toBe("A signal ended Nix while it evaluated “#ci”.");
	});
});
