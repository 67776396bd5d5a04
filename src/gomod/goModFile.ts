import type { Fault } from "../core/fault.ts";
import { t } from "../core/l10n.ts";
import { mergeFault } from "../core/mergeFault.ts";
import { type GoVersion, goVersionOfToolchain, parseGoVersion } from "../core/versions/goVersion.ts";
import { type GoModStatement, goModStatements, unquoted } from "./goModStatements.ts";

/** The Go lines of a go.mod or go.work. A file that go refuses only has faults. */
export interface GoModFile {
	readonly file: string;
	/** The `go` line. */
	readonly go?: { readonly text: string; readonly version: GoVersion; readonly line: number };
	/** The `toolchain` line; without a version for `default`, which keeps go from switching. */
	readonly toolchain?: { readonly text: string; readonly version?: GoVersion; readonly line: number };
	/** go.work: the folders of its modules, as written. */
	readonly uses: readonly { readonly path: string; readonly line: number }[];
	readonly faults: readonly Fault[];
}

/** golang.org/x/mod/modfile, GoVersionRE and ToolchainRE: what go accepts on these lines. */
const goLine = /^[1-9]\d*\.(?:0|[1-9]\d*)(?:\.(?:0|[1-9]\d*))?(?:[a-z]+\d+)?$/;
const toolchainLine = /^default$|^go1(?:$|\.)/;

/**
 * Reads a go.mod or go.work as go does: a file that go would refuse gives a fault with its position, and no version. Unknown
 * directives are ignored, because newer Go versions may define them. Never throws.
 */
export function goModFile(file: string, text: string): GoModFile {
	const fault = (message: string, line: number, column?: number): GoModFile => ({
		file,
		uses: [],
		faults: [{ kind: "malformed", message, file, line, ...(column === undefined ? {} : { column }) }],
	});
	const merge = mergeFault(file, text);
	if (merge !== undefined) return { file, uses: [], faults: [merge] };
	const statements = goModStatements(text);
	if ("message" in statements) {
		const { message, line, column } = statements;
		return fault(t("go cannot read this file: {0}.", message), line, column);
	}
	for (const statement of statements) {
		const refusal = refusalOf(statement);
		if (refusal !== undefined) return fault(refusal, statement.line);
	}
	const twice = (["module", "go", "toolchain"] as const)
		.map((verb) => [verb, linesOf(statements, verb)[1]] as const)
		.find(([, second]) => second !== undefined);
	if (twice?.[1] !== undefined) return fault(t("The “{0}” line is repeated. go accepts one.", twice[0]), twice[1].line);
	return { file, ...goOf(statements), ...toolchainOf(statements), uses: usesOf(statements), faults: [] };
}

const linesOf = (statements: readonly GoModStatement[], verb: string): readonly GoModStatement[] =>
	statements.filter(({ words, block }) => block === undefined && words[0] === verb);

/** Why go refuses a statement that concerns Go itself; undefined if it accepts it. */
function refusalOf({ words, block }: GoModStatement): string | undefined {
	const [verb, value, ...rest] = words;
	if (block === "go" || block === "toolchain") return t("“{0}” cannot be a block.", block);
	const used = block === "use" ? words : block === undefined && verb === "use" ? words.slice(1) : undefined;
	if (used !== undefined && (verb !== undefined || block === undefined)) {
		const isPath = used.length === 1 && unquoted(used[0] ?? "") !== undefined;
		return isPath ? undefined : t("“{0}” must have exactly one folder.", "use");
	}
	if (block !== undefined) return undefined;
	if (verb !== "go" && verb !== "toolchain") {
		return verb === undefined || /^[a-z]+$/.test(verb) ? undefined : t("Unknown directive “{0}”.", verb);
	}
	if (value === undefined || rest.length > 0) return t("“{0}” must have exactly one value.", verb);
	if (verb === "go") {
		if (goLine.test(value)) return undefined;
		return t("“{0}” is not a valid version. It must be like 1.23.0.", value);
	}
	if (toolchainLine.test(value) && (value === "default" || goVersionOfToolchain(value) !== undefined)) return undefined;
	return t("“{0}” is not a valid toolchain. It must be like go1.23.0, or “default”.", value);
}

function goOf(statements: readonly GoModStatement[]): Pick<GoModFile, "go"> {
	const [statement] = linesOf(statements, "go");
	const text = statement?.words[1];
	// go accepts "1.22.0rc1" here but never compares it (tried with 1.26.8)
	const version = text === undefined ? undefined : parseGoVersion(text);
	return statement === undefined || text === undefined || version === undefined
		? {}
		: { go: { text, version, line: statement.line } };
}

function toolchainOf(statements: readonly GoModStatement[]): Pick<GoModFile, "toolchain"> {
	const [statement] = linesOf(statements, "toolchain");
	const text = statement?.words[1];
	if (statement === undefined || text === undefined) return {};
	const version = goVersionOfToolchain(text);
	return { toolchain: { text, line: statement.line, ...(version === undefined ? {} : { version }) } };
}

function usesOf(statements: readonly GoModStatement[]): GoModFile["uses"] {
	return statements.flatMap(({ words, block, line }) => {
		const word = block === "use" ? words[0] : block === undefined && words[0] === "use" ? words[1] : undefined;
		const path = word === undefined ? undefined : unquoted(word);
		return path === undefined ? [] : [{ path, line }];
	});
}
