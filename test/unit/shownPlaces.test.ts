import { readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { type Node, parseSync, Visitor } from "oxc-parser";
import { expect, it } from "vitest";

const source = resolve(import.meta.dirname, "../../src");

/** The escaping function for each kind of place (src/present/escaping), and those that are as strict. */
const functions = {
	notification: ["notificationText", "richText"],
	label: ["labelText"],
	icon: ["iconText"],
	rich: ["richText"],
} as const;
type Kind = keyof typeof functions;

/** How VS Code renders a text, by the property that receives it; according to its source, see src/present/escaping. */
const properties: Readonly<Record<string, Kind>> = {
	"item.text": "icon",
	"item.tooltip": "label",
	"language.text": "rich",
	"language.detail": "rich",
	"item.name": "label",
	"item.description": "label",
	"item.label": "label",
	"view.description": "label",
	"view.message": "rich",
	"picker.title": "label",
	"picker.placeholder": "label",
	"input.title": "label",
	"input.prompt": "rich",
	"input.placeholder": "label",
	"collection.description": "rich",
	label: "rich",
	description: "rich",
	detail: "rich",
	message: "rich",
	tooltip: "label",
	title: "label",
	placeHolder: "label",
	placeholder: "label",
	prompt: "rich",
	name: "icon",
};
/** Properties that are checked in object literals; `name` and `message` are excluded, because many are not shown. */
const literals = ["label", "description", "detail", "tooltip", "title", "placeHolder", "placeholder", "prompt"];

interface Place {
	readonly place: string;
	readonly kind: Kind;
	readonly isSafe: boolean;
}

/** Our own constants that contain icons. */
const ownIcons = ["pictures", "actionPictures"];

function placesIn(name: string): readonly Place[] {
	const text = readFileSync(join(source, name), "utf8");
	const { program } = parseSync(name, text);
	const constants = new Map<string, Node | undefined>();
	const found: Place[] = [];
	const written = (node: Node): string => text.slice(node.start, node.end);
	const isLanguage = name.endsWith("languageStatus.ts");

	/** Whether foreign text in it only comes through the escaping function of the place. */
	function isSafe(node: Node | null | undefined, kind: Kind, depth = 0): boolean {
		if (!node || depth > 9) return !node;
		const all = (...parts: readonly (Node | null | undefined)[]): boolean =>
			parts.every((part) => isSafe(part, kind, depth + 1));
		switch (node.type) {
			case "Literal":
				return true;
			case "Identifier": {
				if (node.name === "undefined") return true;
				const value = constants.get(node.name);
				return value !== undefined && isSafe(value, kind, depth + 1);
			}
			case "CallExpression": {
				const { callee, arguments: values } = node;
				if (callee.type !== "Identifier") return false;
				if (functions[kind].some((escaping) => escaping === callee.name)) return true;
				return callee.name === "t" && values.slice(1).every((value) => value.type === "Literal");
			}
			case "TemplateLiteral":
				return all(...node.expressions);
			case "ConditionalExpression":
				return all(node.consequent, node.alternate);
			case "LogicalExpression":
				return all(...(node.operator === "&&" ? [node.right] : [node.left, node.right]));
			case "MemberExpression":
				return ownIcons.some((icons) => written(node.object) === icons);
			case "ObjectExpression":
				// its own properties are checked separately
				return true;
			default:
				return false;
		}
	}

	const add = (what: string, kind: Kind, node: Node | null | undefined): void => {
		if (node?.type === "NewExpression" && written(node).startsWith("new MarkdownString()")) return;
		found.push({ place: `${name}: ${what}`, kind, isSafe: isSafe(node, kind) });
	};

	new Visitor({
		VariableDeclarator({ id, init }) {
			// if two have the same name, neither is followed
			if (id.type === "Identifier") constants.set(id.name, constants.has(id.name) ? undefined : (init ?? undefined));
		},
	}).visit(program);
	new Visitor({
		AssignmentExpression({ left, right }) {
			if (left.type !== "MemberExpression" || left.property.type !== "Identifier") return;
			const owner = written(left.object).split(".").at(-1) ?? "";
			const key = `${isLanguage && owner === "item" ? "language" : owner}.${left.property.name}`;
			const kind = properties[key] ?? properties[`${owner}.${left.property.name}`];
			if (kind !== undefined && !/^tooltip/.test(written(right))) add(key, kind, right);
		},
		ObjectExpression({ properties: all }) {
			const names = all.flatMap((one) =>
				one.type === "Property" && one.key.type === "Identifier" ? [one.key.name] : [],
			);
			const isItem = literals.some((one) => names.includes(one));
			const isValidation = names.includes("message") && names.includes("severity");
			const isSpoken = names.length === 1 && names[0] === "label";
			for (const one of all) {
				if (one.type !== "Property" || one.key.type !== "Identifier") continue;
				const { name: key } = one.key;
				const isProgress = names.includes("cancellable") || names.includes("increment");
				if (isProgress && (key === "title" || key === "message")) {
					add(`progress { ${key} }`, "notification", one.value);
					continue;
				}
				const kind = isSpoken || (names.includes("modal") && key === "detail") ? "label" : properties[key];
				if (kind === undefined || (!(isItem && literals.includes(key)) && !(isValidation && key === "message")))
					continue;
				add(`{ ${key} }`, kind, one.value);
			}
		},
		CallExpression({ callee, arguments: [first, second] }) {
			const called = written(callee).split(".").at(-1) ?? "";
			if (/^show(?:Information|Warning|Error)Message$/.test(called)) add(called, "notification", first);
			if (/^append(?:Text)$/.test(called)) add(called, "label", first);
			if (called === "appendMarkdown") add(called, "label", first?.type === "Literal" ? first : callee);
			if (called === "setStatusBarMessage") add(called, "icon", first);
			if (called === "createTerminal" && first?.type === "ObjectExpression") {
				for (const one of first.properties) {
					if (one.type === "Property" && one.key.type === "Identifier" && one.key.name === "name")
						add(called, "icon", one.value);
				}
			}
			if (/^create(?:OutputChannel|WebviewPanel|InputBox)$/.test(called) && first !== undefined)
				add(called, "label", second ?? first);
		},
		NewExpression({ callee, arguments: [first] }) {
			if (written(callee) === "TreeItem") add("new TreeItem", "label", first);
			if (written(callee) === "MarkdownString" && first !== undefined) add("new MarkdownString", "label", first);
		},
	}).visit(program);
	return found;
}

const places = readdirSync(join(source, "editor"), { recursive: true, encoding: "utf8" })
	.filter((name) => name.endsWith(".ts"))
	.map((name) => `editor/${name.replaceAll("\\", "/")}`)
	.sort()
	.flatMap(placesIn);

/** Looks like a place, but passes its text on to one. */
const handedOn = [
	"editor/create/planned.ts: { title }", // of an operation, shown by progress.ts
	"editor/services/messages.ts: { detail }", // of escaped lines
	"editor/terminals/variables/terminalVariables.ts: { description }", // passed to collections.ts
];

it("every text that the editor shows goes through the function of its place", () => {
	const unsafe = places.filter(({ place, isSafe }) => !isSafe && !handedOn.includes(place));
	expect(unsafe.map(({ place, kind }) => `${place} (${kind})`)).toEqual([]);
	const all = new Set(places.map(({ place }) => place));
	expect(handedOn.filter((place) => !all.has(place))).toEqual([]);
});

it("these are the kinds of places, and the functions for them", () => {
	const kinds = new Set(
		places.map(({ place, kind }) => `${place.replace(/^.*?: /, "")}: ${functions[kind].join(" or ")}`),
	);
	expect([...kinds].sort((a, b) => (a < b ? -1 : 1))).toMatchInlineSnapshot(`
		[
		  "appendMarkdown: labelText",
		  "appendText: labelText",
		  "collection.description: richText",
		  "createTerminal: iconText",
		  "input.placeholder: labelText",
		  "input.prompt: richText",
		  "input.title: labelText",
		  "item.description: labelText",
		  "item.name: labelText",
		  "item.text: iconText",
		  "language.detail: richText",
		  "language.name: labelText",
		  "language.text: richText",
		  "new TreeItem: labelText",
		  "picker.placeholder: labelText",
		  "picker.title: labelText",
		  "progress { message }: notificationText or richText",
		  "progress { title }: notificationText or richText",
		  "showErrorMessage: notificationText or richText",
		  "showInformationMessage: notificationText or richText",
		  "showWarningMessage: notificationText or richText",
		  "view.description: labelText",
		  "view.message: richText",
		  "{ description }: richText",
		  "{ detail }: labelText",
		  "{ detail }: richText",
		  "{ label }: labelText",
		  "{ label }: richText",
		  "{ message }: richText",
		  "{ placeHolder }: labelText",
		  "{ prompt }: richText",
		  "{ title }: labelText",
		  "{ tooltip }: labelText",
		]
	`);
});

/** Calls of VS Code's `window` and `languages` that show our texts are checked above. */
const known =
	/^(?:show(?:Information|Warning|Error)Message|show(?:QuickPick|InputBox)|create(?:QuickPick|InputBox|StatusBarItem|LanguageStatusItem|TreeView|Terminal|OutputChannel)|withProgress|showTextDocument|showOpenDialog|onDid\w+)$/;

it("nobody shows a text in a place that this test does not know", () => {
	const unknown = readdirSync(source, { recursive: true, encoding: "utf8" })
		.filter((name) => name.endsWith(".ts"))
		.flatMap((name) => {
			const calls = readFileSync(join(source, name), "utf8").matchAll(
				/\b(?:window|languages)\s*\.(\w+)\s*(?:<[^>]*>)?\(/g,
			);
			return [...calls].flatMap(([, called = ""]) => (known.test(called) ? [] : [`${name}: ${called}`]));
		});
	expect(unknown).toEqual([]);
});

it("the CLI prints in these places", () => {
	const users = readdirSync(join(source, "cli"), { recursive: true, encoding: "utf8" })
		.filter((name) => name.endsWith(".ts"))
		.filter((name) => /\.(?:print|printError|printCode|write)\(/.test(readFileSync(join(source, "cli", name), "utf8")))
		.map((name) => name.replaceAll("\\", "/"));
	// each uses printable, through a renderer of src/present or directly; our own texts need none
	expect(users.sort()).toEqual([
		"changing.ts",
		"run.ts",
		"telling.ts",
		"terminal.ts",
		"verbs/allow.ts",
		"verbs/doctor.ts",
		"verbs/env.ts",
		"verbs/list.ts",
		"verbs/remove.ts",
		"verbs/reset.ts",
		"verbs/show.ts",
	]);
});

it("the CLI prints JSON by the one function that looks at where it goes", () => {
	const users = readdirSync(join(source, "cli"), { recursive: true, encoding: "utf8" }).filter(
		(name) => name.endsWith(".ts") && /\bjsonText\(/.test(readFileSync(join(source, "cli", name), "utf8")),
	);
	expect(users).toEqual(["terminal.ts"]);
});

it("no label holds an icon, whose name a screen reader would read; the status bar has no other place for one", () => {
	const names = readdirSync(join(source, "editor"), { recursive: true, encoding: "utf8" });
	const holding = names.filter(
		(name) => name.endsWith(".ts") && /\$\([a-z][a-z-~]*\)/.test(readFileSync(join(source, "editor", name), "utf8")),
	);
	expect(holding).toEqual([join("status", "statusItem.ts")]);
});
