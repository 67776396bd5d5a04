import { describe, expect, it } from "vitest";
import { pathsOf } from "../../../src/host/nodeHost.ts";
import { type Diagnostics, diagnosticsText } from "../../../src/present/diagnostics/diagnosticsText.ts";
import { redacted } from "../../../src/present/diagnostics/redacted.ts";
import { row } from "../../support/rows.ts";
import { folderState, inherits, listed, requirement } from "../../support/states.ts";

const host = { home: "/home/alice", path: pathsOf("linux"), platform: "linux" } as const;
const windows = { home: "C:\\Users\\Alice", path: pathsOf("win32"), platform: "win32" } as const;

const ci = row({ provider: "conda", name: "go-k8s", version: "1.22.5", location: "/home/alice/envs/go-k8s" });
const state = folderState(
	{
		kind: "chosen",
		environment: ci,
		reason: { kind: "specification", file: "/home/alice/api/environment.yml", line: 1 },
	},
	{
		folder: "/home/alice/api",
		requirements: [requirement("1.22", { file: "/home/alice/api/go.mod" })],
		faults: [{ kind: "conflict", message: "alice's files disagree.", file: "/home/alice/api/.go-version", line: 1 }],
		activation: {
			kind: "active",
			activated: {
				activation: {
					lists: { PATH: { prepend: ["/home/alice/envs/go-k8s/bin"], drop: [] } },
					variables: { GOROOT: null, GOPROXY: "https://alice:hunter2@proxy.example", API_TOKEN: "s3cret" },
					terminal: {},
				},
				toolchain: ci.toolchain,
				inputs: [],
				warnings: [],
				scripts: [],
			},
		},
	},
);

const diagnostics: Diagnostics = {
	parts: [
		["Go Environments", "0.1.0"],
		["shell of terminals", "/home/alice/.nix-profile/bin/fish"],
	],
	extensions: [{ id: "golang.go", version: "0.42.0", isActive: false }],
	settings: [
		{ name: "searchPaths", value: ["/home/alice/more", "https://u:p@host.example/x"], place: "user" },
		{ name: "environment", value: "conda:alice-dev", place: "folder", folder: "api" },
	],
	variables: ["GOPROXY", "GOROOT"],
	machine: {
		providers: new Map([["conda", listed([ci, row({ provider: "conda", name: "bare" })], { tookMs: 12.4 })]]),
	},
	folders: [
		{ name: "api", folder: "/home/alice/api", state },
		{ name: "new", folder: "/srv/new", state: undefined },
	],
	users: ["alice"],
};

describe("the diagnostics", () => {
	const text = diagnosticsText(host, diagnostics);

	it("say what was found, chosen, needed and changed", () => {
		expect(text.split("\n")).toEqual([
			"## Go Environments: diagnostics",
			"- Go Environments: 0.1.0",
			"- shell of terminals: ~/.nix-profile/bin/fish",
			"- other extensions: golang.go 0.42.0 (not active)",
			"- variables of the editor: GOPROXY, GOROOT",
			"",
			"### Settings",
			'- searchPaths = ["~/more","https://••••@host.example/x"] (user)',
			'- environment = "conda:<user>-dev" (folder api)',
			"",
			"### Providers",
			"- conda: listed, 2 (1 known, 0 unknown, 1 none, 0 broken), 12 ms",
			"",
			"### Folders",
			"- api (~/api)",
			"  - selection: chosen, conda:~/envs/go-k8s, Go 1.22.5, because of specification environment.yml:1",
			"  - activation: active: PATH +1 −0, GOROOT removed, GOPROXY, API_TOKEN",
			"  - requirement: go >=1.22 (go.mod:3): met",
			"  - fault conflict: <user>'s files disagree. (.go-version:1)",
			"- new (/srv/new): not read yet",
			"",
		]);
	});

	it("hold no value of a variable, no user name and no credentials", () => {
		for (const secret of ["alice", "hunter2", "s3cret", "proxy.example", "u:p"]) expect(text).not.toContain(secret);
	});

	it("say that nothing is there instead of being silent", () => {
		const empty = { ...diagnostics, settings: [], folders: [], extensions: [], machine: { providers: new Map() } };
		expect(diagnosticsText(host, empty).match(/^- none$/gm)).toHaveLength(3);
	});

	it("tell a missing environment and a failed activation with their kinds", () => {
		const missing = folderState({
			kind: "missing",
			reference: "ci",
			reason: { kind: "setting" },
			fault: { kind: "reference-unknown", message: "There is none." },
		});
		const failed = folderState(
			{ kind: "chosen", environment: ci, reason: { kind: "pick" } },
			{ activation: { kind: "failed", fault: { kind: "timed-out", message: "It took too long." } } },
		);
		const shim = { kind: "shim", manager: "asdf", program: "/home/alice/.asdf/shims/go" } as const;
		const inherited = folderState(inherits(undefined, { inherited: shim }));
		const folders = [missing, failed, inherited].map((of) => ({ name: "api", folder: "/w/api", state: of }));
		const told = diagnosticsText(host, { ...diagnostics, folders });
		expect(told).toContain("selection: missing, ci, reference-unknown, because of setting");
		expect(told).toContain("selection: inherited, a shim, because of none");
		expect(told).toContain("activation: failed, timed-out: It took too long.");
	});
});

describe("a text that strangers may read", () => {
	it("has no home folder in any way of writing it", () => {
		const text = 'C:\\Users\\Alice\\go "c:\\\\users\\\\alice\\\\go" C:/Users/Alice/go C:\\Users\\Alice2';
		expect(redacted(windows, [], text)).toBe('~\\go "~\\\\go" ~/go C:\\Users\\Alice2');
		expect(redacted(host, [], "/home/alice and /home/alice2/x")).toBe("~ and /home/alice2/x");
	});

	it("takes no home folder in the middle of a path, where the name goes all the same", () => {
		expect(redacted(host, [], "/data/home/alice/y GOBIN=/home/alice/go/bin")).toBe(
			"/data/home/<user>/y GOBIN=~/go/bin",
		);
		expect(redacted({ ...host, home: "/home/user" }, [], "/data/home/user/y")).toBe("/data/home/user/y");
	});

	it("has no name in the short form of Windows, nor as a URI escapes it", () => {
		const smith = { ...windows, home: "C:\\Users\\Alice Smith" };
		expect(redacted(smith, [], "C:\\Users\\ALICES~1\\AppData")).toBe("C:\\Users\\<user>\\AppData");
		expect(redacted(smith, [], "file:///c%3A/Users/Alice%20Smith/go")).toBe("file:///~/go");
		expect(redacted(smith, [], "file:///D:/Alice%20Smith/go")).toBe("file:///D:/<user>/go");
		expect(redacted(windows, ["alice.smith"], "C:\\Users\\ALICE~1.SMI\\x")).toBe("C:\\Users\\<user>\\x");
	});

	it("has no user name, a longer one not even within words", () => {
		expect(redacted(host, ["bo"], "bo, /data/bo/x, robot, BO-dev")).toBe("<user>, /data/<user>/x, robot, <user>-dev");
		expect(redacted({ ...host, home: "/home/a" }, ["charlotte"], "charlotte2/xcharlotte")).toBe("<user>2/x<user>");
	});

	it("keeps words that are also accounts of many machines", () => {
		const root = { ...host, home: "/root" };
		expect(redacted(root, ["root", "vscode"], "/root/sdk GOROOT root .vscode")).toBe("~/sdk GOROOT root .vscode");
	});

	it("takes no home folder that is everything", () => {
		expect(redacted({ ...host, home: "/" }, [], "/usr/local/go")).toBe("/usr/local/go");
	});
});
