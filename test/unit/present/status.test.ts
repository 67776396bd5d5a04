import { describe, expect, it } from "vitest";
import { emptyActivation } from "../../../src/core/activation.ts";
import type { GoEnvironment } from "../../../src/core/environment.ts";
import type { FolderState } from "../../../src/core/state.ts";
import { outsideStatus, statusOf } from "../../../src/present/status/status.ts";
import type { TerminalGo } from "../../../src/present/texts/terminalGo.ts";
import { goVersion, row } from "../../support/rows.ts";
import { folderState, inherits, linuxPlaces, requirement } from "../../support/states.ts";

const ci = row({ provider: "conda", name: "go-k8s", version: "1.22.5" });
const chosen = (environment: GoEnvironment, more: Partial<FolderState> = {}): FolderState =>
	folderState({ kind: "chosen", environment, reason: { kind: "pick" } }, more);
const status = (state: FolderState | undefined) => statusOf(linuxPlaces, "api", state);

describe("the status of a folder", () => {
	it("is its Go and environment, and no more", () => {
		expect(status(chosen(ci))).toMatchObject({ text: "Go 1.22.5 (go-k8s)", severity: "ok" });
	});

	it("does not say a version twice", () => {
		const sdk = row({ provider: "sdk", name: "go1.22.5", version: "1.22.5" });
		const gvm = row({ provider: "gvm", name: "go1.22.5", version: "1.22.5" });
		expect([status(chosen(sdk)).text, status(chosen(gvm)).text]).toEqual(["Go 1.22.5", "Go 1.22.5 (gvm)"]);
	});

	it("is busy until the folder was read", () => {
		expect(status(undefined)).toMatchObject({ text: "Go", severity: "busy" });
	});

	it("names a devShell whose Go is not known yet", () => {
		const shell = row({ provider: "flake", name: "#default", toolchain: { kind: "unknown" } });
		expect(status(chosen(shell)).text).toBe("Go (#default)");
	});

	it("warns where what decides is not met, and says by which line", () => {
		const { severity, lines } = status(chosen(ci, { requirements: [requirement("1.23", { met: false })] }));
		expect(severity).toBe("warning");
		expect(lines.join("\n")).toContain("Not met: Go 1.23 or later is required (go.mod:3).");
	});

	it("does not warn where go will switch by itself, or where only a nested module needs more", () => {
		const switching = requirement("1.23", { met: false, switchesTo: goVersion("1.23.4") });
		const nested = requirement("1.25", { met: false, decides: false });
		const { severity, lines } = status(chosen(ci, { requirements: [switching, nested] }));
		expect(severity).toBe("ok");
		expect(lines.join("\n")).toContain("go will switch to 1.23.4");
	});

	it("is an error where the environment is missing, with what to do", () => {
		const { text, severity, lines } = status(
			folderState({
				kind: "missing",
				reference: "go-k8s",
				reason: { kind: "specification", file: "/w/api/environment.yml", line: 1 },
				fault: {
					kind: "reference-unknown",
					message: "There is none.",
					remedies: [{ text: "Make one.", action: { kind: "select" } }],
				},
			}),
		);
		expect([text, severity]).toEqual(["Go: go-k8s is missing", "error"]);
		expect(lines).toEqual(expect.arrayContaining(["There is none.", "Make one.", "Because of: environment.yml:1"]));
	});

	it("is an error where the activation failed", () => {
		const activation = {
			kind: "failed",
			fault: { kind: "activation-failed", message: "It broke.", remedies: [{ text: "Mend it." }] },
		} as const;
		const { severity, lines } = status(chosen(ci, { activation }));
		expect([severity, lines.slice(-2)]).toEqual(["error", ["It broke.", "Mend it."]]);
	});

	it("warns where the files have changed since the activation", () => {
		const activated = { activation: emptyActivation, toolchain: ci.toolchain, inputs: [], warnings: [], scripts: [] };
		const activation = { kind: "outdated", activated } as const;
		expect(status(chosen(ci, { activation }))).toMatchObject({
			severity: "warning",
			detail: expect.stringContaining("have changed since it was activated"),
		});
	});

	it("warns where an environment is not activated that is activated only on request", () => {
		const flake = { ...ci, kind: { ...ci.kind, activation: "on-request" } } as const;
		const { severity, lines, canActivate } = status(chosen(flake, { activation: { kind: "none" } }));
		expect(canActivate).toBe(true);
		expect([severity, lines.at(-1)]).toEqual(["warning", "This environment is not activated yet."]);
	});

	it("says in Restricted Mode that a selection is not active", () => {
		const inactive = "In Restricted Mode, the selected Go is not active: terminals keep the Go that they had.";
		const restricted = statusOf(linuxPlaces, "api", chosen(ci), { isTrusted: false });
		const trusted = statusOf(linuxPlaces, "api", chosen(ci));
		expect(restricted.lines).toContain(inactive);
		expect(restricted.text).toBe(`${trusted.text}, not active`);
		expect(trusted.lines).not.toContain(inactive);
	});

	describe("where new terminals run another Go", () => {
		const runs: TerminalGo = {
			program: "/home/u/sdk/go1.24.13/bin/go",
			version: goVersion("1.24.13"),
			origin: { kind: "go-extension" },
			requirements: [requirement("1.23", { met: true })],
		};
		const inherited = folderState(inherits(ci));

		it("names that one and who puts it there, without a warning where the folder selects none", () => {
			expect(statusOf(linuxPlaces, "api", inherited, { runs })).toMatchObject({
				text: "Go 1.24.13",
				severity: "ok",
				detail: "The Go extension puts ~/sdk/go1.24.13/bin first on PATH in new terminals.",
			});
		});

		it("names a shim by its manager, and an unknown program without its path", () => {
			const textOf = (go: Partial<TerminalGo>): string =>
				statusOf(linuxPlaces, "api", inherited, { runs: { ...runs, version: undefined, ...go } }).text;
			expect(textOf({ program: "/home/u/.asdf/shims/go", manager: "asdf" })).toBe("Go (asdf)");
			expect(textOf({ program: "/home/u/bin/go" })).toBe("Go");
		});

		it("is busy while the folder's own is being activated", () => {
			const running = chosen(ci, { activation: { kind: "running" } });
			const { text, severity, lines } = statusOf(linuxPlaces, "api", running, { runs });
			expect([text, severity, lines.includes("Activating…")]).toEqual(["Go 1.24.13", "busy", true]);
		});

		it("hides nothing that is missing or fails", () => {
			const fault = { kind: "reference-unknown", message: "There is no 1.99." } as const;
			const missing = folderState({ kind: "missing", reference: "1.99", reason: { kind: "pick" }, fault });
			const status = statusOf(linuxPlaces, "api", missing, { runs });
			expect(status).toMatchObject({ text: "Go: 1.99 is missing", severity: "error", detail: "There is no 1.99." });
			expect(status.lines).toContain("The Go extension puts ~/sdk/go1.24.13/bin first on PATH in new terminals.");
		});

		it("warns where the folder selects another, or where that one does not meet the requirement", () => {
			const selected = statusOf(linuxPlaces, "api", chosen(ci), { runs });
			expect(selected).toMatchObject({ text: "Go 1.24.13", severity: "warning" });
			expect(selected.lines).toContain("Selected: Go 1.22.5 (go-k8s). Because of: your selection for this folder");
			const unmet: TerminalGo = {
				...runs,
				origin: { kind: "line", file: "/home/u/.bashrc", line: 3 },
				requirements: [requirement("1.25", { met: false })],
			};
			const status = statusOf(linuxPlaces, "api", inherited, { runs: unmet });
			expect([status.severity, status.detail]).toEqual([
				"warning",
				"Not met: Go 1.25 or later is required (go.mod:3).",
			]);
			expect(status.lines).toContain("~/.bashrc:3 puts ~/sdk/go1.24.13/bin first on PATH in new terminals.");
		});
	});

	it("knows the inherited Go while it is not listed, or where no provider lists it", () => {
		const program = {
			kind: "program",
			program: "/usr/go/bin/go",
			goroot: "/usr/go",
			version: goVersion("1.21.6"),
		} as const;
		const listed = status(folderState(inherits(undefined, { inherited: program })));
		expect(listed).toMatchObject({ text: "Go 1.21.6", severity: "ok" });
		expect(listed.lines).toContain("GOROOT: /usr/go");
		const shim = { kind: "shim", manager: "asdf", program: "/shims/go" } as const;
		expect(status(folderState(inherits(undefined, { inherited: shim }))).text).toBe("Go (asdf)");
		// the path of an unknown manager is no name
		expect(status(folderState(inherits(undefined, { inherited: { ...shim, manager: "/opt/wrap" } }))).text).toBe("Go");
	});

	it("warns where there is no Go at all", () => {
		const state = folderState(inherits());
		expect(status(state)).toMatchObject({ text: "No Go", severity: "warning" });
	});

	it("is busy while the environment is being activated, and says so", () => {
		const { severity, lines } = status(chosen(ci, { activation: { kind: "running" } }));
		expect([severity, lines.includes("Activating…")]).toEqual(["busy", true]);
		const progress = { stage: "Building…", line: "hello-2.12", done: 1, total: 3 };
		const told = status(chosen(ci, { activation: { kind: "running", progress } }));
		expect(told.lines).toContain("Building… 1/3 hello-2.12");
	});

	it("says beside it why it is this Go, or what is wrong", () => {
		const unmet = chosen(ci, { requirements: [requirement("1.23", { met: false })] });
		const activation = { kind: "failed", fault: { kind: "activation-failed", message: "It broke." } } as const;
		expect([chosen(ci), unmet, chosen(ci, { activation })].map((state) => status(state).detail)).toEqual([
			"Because of: your selection for this folder",
			"Not met: Go 1.23 or later is required (go.mod:3).",
			"It broke.",
		]);
	});
});

describe("the status of a file", () => {
	const nested = requirement("1.25", { met: false, decides: false, file: "/w/api/tools/go.mod" });
	const state = chosen(ci, { requirements: [requirement("1.21"), nested] });
	const fileStatus = (file: string, of = state) => statusOf(linuxPlaces, "api", of, { file });

	it("warns in a nested module whose own line is not met, and nowhere else", () => {
		const { severity, detail, lines } = fileStatus("/w/api/tools/cmd/main.go");
		expect([severity, detail]).toEqual(["warning", "Not met: Go 1.25 or later is required (tools/go.mod:3)."]);
		expect(lines).toContain(detail);
		expect(fileStatus("/w/api/main.go").severity).toBe("ok");
		expect(fileStatus("/w/api/tools2/main.go").severity).toBe("ok");
	});

	it("belongs to the innermost module", () => {
		const inner = requirement("1.20", { decides: false, file: "/w/api/tools/inner/go.mod" });
		const both = chosen(ci, { requirements: [nested, inner] });
		expect(fileStatus("/w/api/tools/inner/main.go", both).severity).toBe("ok");
		expect(fileStatus("/w/api/tools/go.mod", both).severity).toBe("warning");
	});

	it("warns for the go.work below the folder that is in effect there", () => {
		const work = requirement("1.26", { met: false, decides: false, file: "/w/api/mono/go.work" });
		const own = requirement("1.20", { decides: false, file: "/w/api/mono/a/go.mod", work: "/w/api/mono/go.work" });
		const { severity, detail } = fileStatus("/w/api/mono/a/a.go", chosen(ci, { requirements: [work, own] }));
		expect([severity, detail]).toEqual(["warning", "Not met: Go 1.26 or later is required (mono/go.work:3)."]);
	});

	it("does not warn for a toolchain line that has no effect under a go.work", () => {
		const without = requirement("1.30", { met: false, decides: false, without: "go.work", file: "/w/api/a/go.mod" });
		expect(fileStatus("/w/api/a/a.go", chosen(ci, { requirements: [without] })).severity).toBe("ok");
	});

	it("still warns for what decides for the whole folder", () => {
		const unmet = chosen(ci, { requirements: [requirement("1.24", { met: false })] });
		expect(fileStatus("/w/api/tools/main.go", unmet).severity).toBe("warning");
	});
});

describe("the status of a file outside every folder", () => {
	const program = {
		kind: "program",
		program: "/usr/go/bin/go",
		goroot: "/usr/go",
		version: goVersion("1.21.6"),
	} as const;

	it("is the inherited Go, in words", () => {
		const { text, severity, detail } = outsideStatus(linuxPlaces, program, undefined);
		expect([text, severity]).toEqual(["Go 1.21.6", "ok"]);
		expect(detail).toContain("outside the folders of this window");
		const listed = row({ provider: "gvm", name: "go1.21.6", version: "1.21.6" });
		expect(outsideStatus(linuxPlaces, program, listed).text).toBe("Go 1.21.6 (gvm)");
	});

	it("claims no version that nobody knows", () => {
		expect(outsideStatus(linuxPlaces, undefined, undefined)).toMatchObject({ text: "Go", severity: "busy" });
		const shim = outsideStatus(linuxPlaces, { kind: "shim", manager: "asdf", program: "/shims/go" }, undefined);
		expect([shim.text, shim.lines.at(-1)]).toEqual([
			"Go (asdf)",
			"The go that comes first on PATH is a shim of asdf, which decides which Go runs: /shims/go.",
		]);
	});

	it("warns where nothing was inherited", () => {
		expect(outsideStatus(linuxPlaces, { kind: "none" }, undefined)).toMatchObject({
			text: "No Go",
			severity: "warning",
		});
	});
});
