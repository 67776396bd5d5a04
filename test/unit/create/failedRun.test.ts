import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { pathsOf } from "../../../src/host/nodeHost.ts";
import { failedRun } from "../../../src/providers/conda/create/failedRun.ts";
import { maxLineCharacters } from "../../../src/providers/conda/create/shownLine.ts";
import { stagesOf } from "../../../src/providers/conda/create/stages.ts";
import { quietLog } from "../../support/machine.ts";

interface Recorded {
	readonly tool: "conda" | "mamba";
	readonly version: string;
	readonly name: string;
	readonly status: number;
	readonly stdout: string;
	readonly stderr: string;
}

const recorded = JSON.parse(
	readFileSync(join(import.meta.dirname, "../../recorded/conda/faults.json"), "utf8"),
) as readonly Recorded[];

const fault = (tool: Recorded["tool"], result: { status: number; stdout?: string; stderr?: string }) =>
	failedRun(
		{ path: pathsOf("linux"), log: quietLog },
		{ program: `/opt/bin/${tool}`, name: tool, origin: { kind: "machine" } },
		{ stdout: "", stderr: "", ...result },
	);

/** By what was wrong: the kind, and what the message names. */
const expected: Readonly<Record<string, readonly [kind: string, message: RegExp]>> = {
	"error-argument": ["process-failed", /conda failed: .*nonsense|mamba failed: .*nonsense/],
	"error-channel-missing": ["network", /nochannel.* could not be read/],
	"error-frozen": ["not-allowed", /frozen/],
	"error-http": ["network", /127\.0\.0\.1:9.* could not be read/],
	"error-packages-not-found": ["conflict", /The channels do not have: go=1\.19\.9|cannot be installed together/],
	"error-spec": ["malformed", /conda's grammar(?:: .*1\.22|\.$)/],
	"error-unsatisfiable": ["conflict", /cannot be installed together: .*(?:->|requires)/],
};

describe("why a tool failed", () => {
	it.each(recorded.map((one) => [`${one.tool} ${one.version} ${one.name}`, one] as const))("%s", (_, one) => {
		const [kind, message] = expected[one.name] ?? [];
		const told = fault(one.tool, one);
		expect(told.kind).toBe(kind);
		expect(told.message).toMatch(message ?? /^$/);
		expect(told.remedies?.length).toBeGreaterThan(0);
		expect(told.message.length).toBeLessThan(600);
	});

	it("is a full disk where that is one of several causes", () => {
		const stderr =
			"CondaMultiError: Multiple Errors Encountered.\n[Errno 28] No space left on device\nPermission denied";
		expect(fault("conda", { status: 1, stderr })).toMatchObject({ kind: "not-writable" });
	});

	it("names the damaged package of a cache, and its folder", () => {
		const stderr =
			"CondaVerificationError: The package for go located at /home/u/pkgs/go-1.22.5-h1_0\nappears to be corrupted. The path 'go/VERSION'\nspecified in the package manifest cannot be found.";
		expect(fault("conda", { status: 1, stderr }).message).toBe(
			"The package cache has a damaged copy of “go”: /home/u/pkgs/go-1.22.5-h1_0.",
		);
	});

	it("never shows credentials of a channel", () => {
		const stderr =
			"CondaHTTPError: HTTP 403 FORBIDDEN for url <https://me:secret@c.example/t/tok-en/ch/noarch/repodata.json>\n";
		const { kind, message } = fault("conda", { status: 1, stderr });
		expect([kind, message]).toEqual([
			"network",
			"https://c.example/t/…/ch/noarch/repodata.json could not be read: 403 FORBIDDEN.",
		]);
	});

	const wide = 65_000;
	it.each([
		["blanks in a line", `boom${" ".repeat(wide)}x`],
		["empty lines", `boom\n${"\n".repeat(wide)}x`],
		["lines of blanks", `boom\n${" \n".repeat(wide)}x`],
		["a list that does not end", `packages are not available from current channels:${"\n".repeat(wide)}x`],
		["packages in one line", `packages are not available from current channels:\n\n${"  - ".repeat(wide)}x`],
		["a long word", "a".repeat(wide)],
		["the start of many errors", "HTTP 404 for channel ".repeat(wide)],
		["many lines with the start of errors", `${"HTTP 404 for channel ".repeat(20)}\n`.repeat(wide / 10)],
		["many transfers", `${"Transfer error (1) [".repeat(20)}\n`.repeat(wide / 10)],
		["many refusals", `${"Permission denied ".repeat(20)}\n`.repeat(wide / 10)],
		["many damaged packages", "package for a located at ".repeat(wide)],
		["a log", "info libmamba \n".repeat(wide)],
	])("is found quickly in %s, as output and in an answer", (_, text) => {
		for (const stdout of ["", JSON.stringify({ error: text })]) {
			const start = performance.now();
			expect(fault("conda", { status: 1, stdout, stderr: text }).message.length).toBeLessThan(2000);
			expect(performance.now() - start).toBeLessThan(700);
		}
	});

	it("is preceded by lines that are shown only as far as a person reads", () => {
		const { line = "" } = stagesOf("conda").next(`Solving ${"x ".repeat(wide)}`);
		expect([line.slice(0, 9), line.length]).toEqual(["Solving x", maxLineCharacters - 1]);
	});

	it.each([
		"LibMambaUnsatisfiableError: nothing provides https://me:secret@c.example/ch::go",
		`InvalidMatchSpec: ${"x".repeat(450)} https://me:${"secret".repeat(20)}@c.example/ch::go=1=2=3`,
		"NotWritableError: Permission denied: https://me:secret@c.example",
		"CondaError: https://me:secret@c.example/t/secret/ch",
	])("never shows credentials, of whatever kind: %s", (stderr) => {
		expect(fault("conda", { status: 1, stderr }).message).not.toContain("secret");
		expect(stagesOf("conda").next(stderr).line).not.toContain("secret");
	});

	it("is said also of a tool that says nothing", () => {
		expect(fault("mamba", { status: 139 }).message).toBe("mamba failed without a message (status 139).");
	});
});
