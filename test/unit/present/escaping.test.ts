import stringWidth from "string-width";
import { describe, expect, it, vi } from "vitest";
import type { Fault } from "../../../src/core/fault.ts";
import type { MachineState } from "../../../src/core/state.ts";
import { pickerItem } from "../../../src/editor/services/pickerItems.ts";
import { rowItem, tooltipMarkdown } from "../../../src/editor/sidebar/rowItem.ts";
import { languageStatus } from "../../../src/editor/status/languageStatus.ts";
import { environmentsText } from "../../../src/present/cli/environmentsText.ts";
import { faultText } from "../../../src/present/cli/faultText.ts";
import { folderText } from "../../../src/present/cli/folderText.ts";
import { plainStyle } from "../../../src/present/cli/style.ts";
import { diagnosticsText } from "../../../src/present/diagnostics/diagnosticsText.ts";
import { iconText } from "../../../src/present/escaping/iconText.ts";
import { labelText } from "../../../src/present/escaping/labelText.ts";
import { notificationText } from "../../../src/present/escaping/notificationText.ts";
import { printable } from "../../../src/present/escaping/printable.ts";
import { richText } from "../../../src/present/escaping/richText.ts";
import { screenJson } from "../../../src/present/escaping/screenJson.ts";
import { pickerRows } from "../../../src/present/picker/pickerRows.ts";
import { environmentsView } from "../../../src/present/sidebar/environmentsView.ts";
import { rowTooltip } from "../../../src/present/sidebar/rowTooltip.ts";
import type { TreeRow } from "../../../src/present/sidebar/treeRow.ts";
import { workspaceView } from "../../../src/present/sidebar/workspaceRows.ts";
import { statusOf } from "../../../src/present/status/status.ts";
import { row } from "../../support/rows.ts";
import { folderState, inherits, linuxPlaces, listed, requirement, titles } from "../../support/states.ts";

const shownStatus: Record<string, unknown> = {};

vi.mock("vscode", () => {
	/** As in VS Code: appendText escapes Markdown. */
	class MarkdownString {
		value = "";
		appendText(text: string): this {
			this.value += text.replace(/[\\`*_{}[\]()#+!~]/g, "\\$&");
			return this;
		}
		appendMarkdown(text: string): this {
			this.value += text;
			return this;
		}
	}
	class TreeItem {
		readonly label: string;
		constructor(label: string) {
			this.label = label;
		}
	}
	class Named {}
	return {
		MarkdownString,
		TreeItem,
		Position: Named,
		ThemeColor: Named,
		ThemeIcon: Named,
		Uri: { file: (path: string) => path },
		TreeItemCollapsibleState: {},
		LanguageStatusSeverity: {},
		QuickPickItemKind: { Separator: -1 },
		languages: { createLanguageStatusItem: () => shownStatus },
	};
});

/** Names of folders that a repository may contain. */
const nasty = [
	"[Install Go](command:workbench.action.closeWindow)",
	"![x](https://example.com/x.png)",
	"$(check)",
	"$(loading~spin)",
	"a\u202Eb",
	"c\u2066i\u2069",
	"c\u200Bi",
	"c\u{E0041}\u{E007F}i",
	"\u001B]0;x\u0007",
	"two\nlines\r\n\tand one",
	"a\u00ADb\uFEFF",
	"\u009B2J",
].join(" ");

/** vs/base/common/linkedText.ts. */
const links = /\[([^\]]+)\]\(((?:https?:\/\/|command:|file:)[^)\s]+)(?: (["'])(.+?)(\3))?\)/gi;
const linksIn = (text: string): readonly string[] => text.match(links) ?? [];
/** vs/base/browser/ui/iconLabel/iconLabels.ts: an icon is drawn without a backslash before it. */
const iconsIn = (text: string): readonly string[] =>
	[...text.matchAll(/(\\)?\$\(([A-Za-z0-9-]+(?:~[A-Za-z]+)?)\)/g)]
		.filter(([, escaped]) => !escaped)
		.map(([found]) => found);

const unseen = /[\p{Cc}\p{Cf}\u2028\u2029\u{E0000}-\u{E01EF}]/u;

const name = nasty;
const place = `/w/${nasty}`;
const message = `“${nasty}” cannot be used.`;
const remedies = [
	{ text: `Correct ${nasty}.`, action: { kind: "use", reference: nasty } },
	{ text: `Run ${nasty}.`, action: { kind: "copy", text: nasty } },
] as const;
const fault: Fault = { kind: "malformed", message, file: `${place}/go.mod`, line: 3, remedies };
const environment = row({
	provider: "sdk",
	name,
	version: "1.21.6",
	location: place,
	notes: [nasty],
	problems: [fault],
	origin: nasty,
	otherPaths: [`${place}/other`],
});
const broken = row({
	provider: "conda",
	name: `${name} b`,
	location: place,
	toolchain: { kind: "broken", problem: fault },
});
const flake = row({ provider: "flake", name: `#${name}`, location: place, toolchain: { kind: "unknown" } });
const needs = [
	requirement("1.22", { met: false, file: `${place}/go.mod` }),
	requirement("1.23", { file: `${place}/x/go.mod`, decides: false, without: "go.work" }),
];
const specifications = [
	{
		kind: ".go-version",
		file: `${place}/.go-version`,
		above: false,
		demand: { alternatives: [nasty], line: 1 },
		faults: [fault],
		inputs: [],
	},
] as never;
const more = { folder: place, environments: [flake], requirements: needs, specifications, faults: [fault] };
const states = [
	folderState(
		{ kind: "chosen", environment, reason: { kind: "setting", file: `${place}/settings.json`, others: [broken] } },
		more,
	),
	folderState(
		{ kind: "missing", reference: nasty, reason: { kind: "pick" }, fault, recommended: environment },
		{ ...more, activation: { kind: "failed", fault } },
	),
	folderState(inherits(environment, { recommended: flake }), more),
];
const verdicts = new Map([["1.21.6", false]]) as never;
const environments = [environment, broken];
const machine: MachineState = { providers: new Map([["sdk", listed(environments, { faults: [fault] })]]) };
const folders = states.map((state) => ({ folder: place, name, state }));

const flat = (rows: readonly TreeRow[]): readonly TreeRow[] =>
	rows.flatMap((one) => [one, ...flat(one.children ?? [])]);
const treeRows = flat([
	...workspaceView({ host: linuxPlaces, folders, isTrusted: false }).rows,
	...environmentsView({
		host: linuxPlaces,
		machine,
		environments,
		folders,
		titles,
		folder: folders[0] as never,
		verdicts,
		isTrusted: true,
		isRemovable: () => false,
		compatibleOnly: false,
		isOff: false,
	}).rows,
]);

describe("text of the workspace", () => {
	it("on a terminal is lines that nothing in it can act on", () => {
		const lines = [
			...faultText(linuxPlaces, fault, plainStyle),
			...environmentsText({
				host: linuxPlaces,
				environments,
				titles,
				folder: place,
				inUse: environment.id,
				requirement: `Go 1.22 (${nasty})`,
				meets: () => false,
				all: true,
				style: plainStyle,
				widthOf: stringWidth,
			}),
			...states.flatMap((state) =>
				folderText({ host: linuxPlaces, state, style: plainStyle, widthOf: stringWidth, width: 80 }),
			),
		];
		expect(lines.length).toBeGreaterThan(30);
		expect(lines.filter((line) => unseen.test(line))).toEqual([]);
		expect(lines.join("\n")).toContain("\\u{202e}");
	});

	it("as JSON on a terminal is escaped, and means the same", () => {
		const json = JSON.stringify({ [nasty]: [nasty, "👩\u200D💻 ❤\uFE0F 数据"] }, null, "\t");
		const shown = screenJson(json);
		expect(shown.replaceAll(/[\n\t]/g, "")).not.toMatch(unseen);
		expect(JSON.parse(shown)).toEqual(JSON.parse(json));
		expect(shown).toContain("\\u202e");
		expect(shown).toContain("\\udb40\\udc41");
		expect(shown).toContain("❤\uFE0F 数据");
	});

	it("in rows of the trees is one line of characters that are seen, in their tooltips no Markdown", () => {
		expect(treeRows.length).toBeGreaterThan(20);
		for (const one of treeRows) {
			const { label, description, accessibilityInformation } = rowItem(one);
			for (const text of [label, description, accessibilityInformation?.label]) expect(text ?? "").not.toMatch(unseen);
			const { value } = tooltipMarkdown(rowTooltip({ host: linuxPlaces, folders }, one));
			expect(value.replaceAll("\n", "")).not.toMatch(unseen);
			expect(value).not.toMatch(/(?<!\\)\]\(/);
		}
	});

	it("in the picker draws no icon but ours, and is no link in the tooltip that the editor makes of it", () => {
		const items = states.flatMap((state) =>
			pickerRows({ host: linuxPlaces, environments, titles, state, isTrusted: true, verdicts }).map(pickerItem),
		);
		expect(items.filter(({ label }) => label.includes("Install Go")).length).toBeGreaterThan(3);
		for (const { label, description = "", detail = "" } of items) {
			expect(iconsIn(label.replace(/^\$\([a-z-]+\) /, ""))).toEqual([]);
			expect(iconsIn(description + detail)).toEqual([]);
			for (const text of [label, description, detail]) {
				expect(text).not.toMatch(unseen);
				expect(text).not.toContain("](");
			}
		}
	});

	it("beside the language of a file is neither icon nor link", () => {
		for (const state of states) {
			languageStatus().show(statusOf(linuxPlaces, name, state), { command: "x", title: "x" });
			const { text, detail, accessibilityInformation } = shownStatus as {
				text: string;
				detail: string;
				accessibilityInformation: { label: string };
			};
			for (const shown of [text, detail, accessibilityInformation.label]) expect(shown).not.toMatch(unseen);
			for (const shown of [text, detail]) expect([...linksIn(shown), ...iconsIn(shown)]).toEqual([]);
			expect(text).toContain("$(check)");
		}
	});

	it("in a bug report is no link, no picture and no HTML", () => {
		const html = `${nasty} <img src=x>`;
		const state = { ...(states[1] as (typeof states)[0]), faults: [{ ...fault, message: html }] };
		const report = diagnosticsText(linuxPlaces, {
			parts: [["shell", html]],
			extensions: [],
			settings: [{ name: "environment", value: html, place: "folder", folder: html }],
			variables: [],
			machine,
			folders: [{ name: html, folder: place, state }],
			users: [],
		});
		expect(report.replaceAll("\n", "")).not.toMatch(unseen);
		expect(report).not.toContain("](");
		expect(report).not.toMatch(/(?<!\\)<img/);
	});
});

describe("the functions of the places", () => {
	it("take links from notifications, wherever in the message they come together", () => {
		expect(linksIn(message)).toHaveLength(1 + 1);
		expect(linksIn(notificationText(message))).toEqual([]);
		const [one, other] = ["a [b]", "(command:x) c"];
		expect(linksIn(notificationText(`${one}${other}`))).toEqual([]);
		expect(linksIn(notificationText("[a]\u200B(command:x) [[b]](command:y)"))).toEqual([]);
		expect(notificationText("[a] (b) (c) d[0]")).toBe("[a] (b) (c) d[0]");
	});

	it("show what would be an icon as it is written", () => {
		expect(iconText("$(check) \\$(check) $\u200B(check) $(a b) US$")).toBe(
			"\\$(check) \\$(check) \\$(check) $(a b) US$",
		);
		expect(iconsIn(iconText("$$(check)$(x~spin)"))).toEqual([]);
		expect(richText("$(check) [a](command:b)")).toBe("\\$(check) [a] (command:b)");
	});

	it("leave out what nobody sees, mark what turns or breaks a line, and keep what is written", () => {
		expect(printable("a\u200Bb\u200C\u200D\u200E\u200F\uFEFF\u00ADc\u{E0001}\u{E0041}\u{E007F}\u2060\u3164d")).toBe(
			"abcd",
		);
		expect(printable("\u202A\u202E\u2066\u2069\u061C")).toBe("\\u{202a}\\u{202e}\\u{2066}\\u{2069}\\u{061c}");
		expect(printable("👩\u200D💻 ❤\uFE0F 数据 é ~/a b")).toBe("👩💻 ❤\uFE0F 数据 é ~/a b");
		expect(labelText("a\nb\u0007")).toBe("a\\nb\\u{0007}");
	});
});
