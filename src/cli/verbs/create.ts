import type { CreationPlace, CreationSource } from "../../core/creation.ts";
import { t } from "../../core/l10n.ts";
import { parseGoVersion } from "../../core/versions/goVersion.ts";
import { askedByFolder } from "../../operations/askedByFolder.ts";
import { changeEnvironment } from "../../operations/changeEnvironment.ts";
import { type FolderReading, listMachine } from "../../operations/folderReading.ts";
import { planCreate } from "../../operations/planChange.ts";
import { useEnvironment } from "../../operations/useEnvironment.ts";
import { printable } from "../../present/escaping/printable.ts";
import { shortPath } from "../../present/texts/shortPath.ts";
import { checkAnswerable, isConfirmed, planned, rowsAnew, tellChanged, typedPath } from "../changing.ts";
import { readingOf, runOperation } from "../place.ts";
import { selector } from "../selector.ts";
import type { Session } from "../session.ts";
import { usageFault } from "../usageFault.ts";
import type { CommandLine, Verb } from "../verb.ts";

export const create: Verb = {
	name: "create",
	parameters: "[name] [package…]",
	options: ["from", "in-workspace", "dry-run", "yes", "folder", "json"],
	maxPositionals: Number.POSITIVE_INFINITY,
	summary: () => t("Create an environment and select it: from a file, from packages, or a Go by its version."),
	examples: () => [
		["go-environments create", t("Create what the folder's files ask for.")],
		["go-environments create --from environment.yml", t("Create the environment that the file describes.")],
		["go-environments create ci go=1.25 golangci-lint", t("Create an environment from packages.")],
		["go-environments create --in-workspace go=1.25", t("Create it in the folder itself.")],
		["go-environments create go1.25.3", t("Download a Go, as the go command does for a toolchain line.")],
	],
	async run(session, line) {
		const { options } = line;
		const { host } = session;
		checkCall(line);
		checkAnswerable(session, create, options);
		const reading = await readingOf(session, options);
		const { source, where } = await askedFor(session, reading, line);
		const plan = await planned(session, reading, options, (context) => planCreate(context, source, where));
		if (!(await isConfirmed(session, options, plan))) return 0;
		const machine = () => listMachine(reading);
		const operation = changeEnvironment({
			host,
			providers: reading.providers,
			plan,
			rows: () => rowsAnew(reading),
			select: async (environment, signal, report) => {
				const listed = await machine();
				const select = selector(reading, async () => listed);
				const rows = async () => [...listed.rows, environment];
				const wanted = { environment };
				const request = { place: reading, machine: listed, rows, base: session.workingFolder, wanted, select };
				return await useEnvironment(request).run(report, signal);
			},
		});
		const changed = await runOperation(session, operation);
		const { environment, state } = changed;
		const place = printable(shortPath(host, environment.location));
		const created = t("Created “{0}”: {1}", printable(environment.name), place);
		const selected =
			state === undefined ? [] : [t("It is selected for {0}.", printable(shortPath(host, state.folder)))];
		await tellChanged(session, options, changed, [created, ...selected].join("\n"));
		return 0;
	},
};

function checkCall({ options, positionals }: CommandLine): void {
	if (options.from === undefined) return;
	const most = options["in-workspace"] === true ? 0 : 1;
	if (positionals.length > most) {
		throw usageFault(create, t("A file and packages cannot be combined: “{0}”.", positionals[most] ?? ""));
	}
}

interface CreateCallMeaning {
	readonly source: CreationSource;
	readonly where: CreationPlace;
}

async function askedFor(
	session: Session,
	reading: FolderReading,
	{ options, positionals }: CommandLine,
): Promise<CreateCallMeaning> {
	const isInside = options["in-workspace"] === true;
	const [name, ...specs] = positionals;
	const place: CreationPlace = isInside
		? { kind: "workspace" }
		: { kind: "named", ...(name === undefined ? {} : { name }) };
	if (options.from !== undefined) {
		return { source: { kind: "file", file: typedPath(session, options.from) }, where: place };
	}
	if (isInside) return { source: { kind: "packages", specs: positionals }, where: place };
	if (name === undefined) return missing(reading);
	if (/[=<>!~]/.test(name)) {
		throw usageFault(create, t("“{0}” is a package. Before it comes the name of the new environment.", name));
	}
	const version = parseGoVersion(name.replace(/^go/, ""));
	if (version?.includes(".") === true && specs.length === 0)
		return { source: { kind: "version", version }, where: place };
	return { source: { kind: "packages", specs }, where: place };
}

/** What the folder's files ask for and this machine does not have. Throws usage. */
function missing({ state }: FolderReading): CreateCallMeaning {
	const [first] = askedByFolder(state);
	if (first !== undefined) return { source: first.source, where: first.place };
	throw usageFault(create, t("The folder's files ask for nothing that is missing. Name what to create."));
}
