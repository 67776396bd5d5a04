import { describe, expect, it } from "vitest";
import type { GoEnvironment } from "../../../src/core/environment.ts";
import type { FolderState } from "../../../src/core/state.ts";
import { statusOf } from "../../../src/present/status.ts";
import { goVersion, row } from "../../support/rows.ts";
import { folderState, linuxPlaces, requirement } from "../../support/states.ts";

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
		expect(lines.join("\n")).toContain("Not met: Go 1.23 or later is needed (go.mod:3).");
	});

	it("does not warn where go will switch by itself, or where only a nested module needs more", () => {
		const switching = requirement("1.23", { met: false, switchesTo: goVersion("1.23.4") });
		const nested = requirement("1.25", { met: false, decides: false });
		const { severity, lines } = status(chosen(ci, { requirements: [switching, nested] }));
		expect(severity).toBe("ok");
		expect(lines.join("\n")).toContain("go will use 1.23.4 by itself");
	});

	it("is an error where the environment is missing, with what to do", () => {
		const { text, severity, lines } = status(
			folderState({
				kind: "missing",
				reference: "go-k8s",
				reason: { kind: "specification", file: "/w/api/environment.yml", line: 1 },
				fault: { kind: "reference-unknown", message: "There is none.", remedy: "Make one." },
			}),
		);
		expect([text, severity]).toEqual(["Go: go-k8s is missing", "error"]);
		expect(lines).toEqual(expect.arrayContaining(["There is none.", "Make one.", "Because of: environment.yml:1"]));
	});

	it("is an error where the activation failed", () => {
		const activation = { kind: "failed", fault: { kind: "activation-failed", message: "It broke." } } as const;
		const { severity, lines } = status(chosen(ci, { activation }));
		expect([severity, lines.includes("It broke.")]).toEqual(["error", true]);
	});

	it("warns where there is no Go at all", () => {
		const state = folderState({ kind: "inherited", reason: { kind: "none" } });
		expect(status(state)).toMatchObject({ text: "No Go", severity: "warning" });
	});
});
