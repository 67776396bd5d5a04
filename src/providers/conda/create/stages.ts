import { byteSize } from "../../../core/byteSize.ts";
import { t } from "../../../core/l10n.ts";
import type { Progress } from "../../../core/operation.ts";
import type { CondaTool } from "./condaTool.ts";
import { shownLine } from "./shownLine.ts";

/** The stage of a conda-like tool by the lines that it prints. */
export interface Stages {
	first(): Progress;
	/** The progress after a line. */
	next(line: string): Progress;
	isLinking(): boolean;
}

const names = ["indexes", "solving", "downloading", "linking"] as const;
type Stage = (typeof names)[number];

/**
 * Through a pipe conda prints a line when a stage has ENDED, so that the next one runs then (24.7.1: `Solving environment:
 * ...working... done`). mamba and micromamba print what begins.
 */
const ended: readonly (readonly [RegExp, Stage])[] = [
	[/^Collecting package metadata .*done$/, "solving"],
	[/^Solving environment: .*done$/, "downloading"],
	[/^Downloading and Extracting Packages.*done$/, "linking"],
];
const begun: readonly (readonly [RegExp, Stage])[] = [
	[/^(?:Transaction$|Pinned packages|.*Resolving|.*Solving)/i, "solving"],
	[/^Looking for:|\bNo change\b/, "solving"],
	[/^(?:Transaction starting|.*Downloading)/i, "downloading"],
	[/^(?:Linking|Executing transaction|Unlinking)\b/, "linking"],
];

export function stagesOf(tool: CondaTool["name"], downloadBytes?: number): Stages {
	let stage: Stage = "indexes";
	const texts: Readonly<Record<Stage, () => string>> = {
		indexes: () => t("Reading package indexes…"),
		solving: () => t("Selecting packages…"),
		downloading: () =>
			downloadBytes === undefined || downloadBytes === 0
				? t("Downloading packages…")
				: t("Downloading packages ({0})…", byteSize(downloadBytes)),
		linking: () => t("Installing packages…"),
	};
	return {
		first: () => ({ stage: texts[stage]() }),
		next(line) {
			const text = shownLine(line);
			const found = (tool === "conda" ? [...ended, ...begun] : begun).find(([pattern]) => pattern.test(text));
			// the tools say some things twice; a stage never comes back
			if (found !== undefined && names.indexOf(found[1]) > names.indexOf(stage)) stage = found[1];
			return { stage: texts[stage](), ...(text === "" ? {} : { line: text }) };
		},
		isLinking: () => stage === "linking",
	};
}
