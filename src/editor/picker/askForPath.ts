import { type InputBox, InputBoxValidationSeverity, QuickInputButtons, ThemeIcon, window } from "vscode";
import type { GoEnvironment } from "../../core/environment.ts";
import { faultOrThrow } from "../../core/fault.ts";
import type { Host } from "../../core/host.ts";
import { t } from "../../core/l10n.ts";
import type { Model } from "../../core/model/model.ts";
import { environmentAtPath } from "../../core/selection/environmentAtPath.ts";
import { labelText } from "../../present/escaping/labelText.ts";
import { richText } from "../../present/escaping/richText.ts";
import { problemText } from "../../present/faults/remedyTexts.ts";
import { type PathText, pathText } from "../../present/texts/pathText.ts";
import { shortPath } from "../../present/texts/shortPath.ts";

/** Time without typing before the path is looked up. */
const typingPauseMs = 200;

interface Looked extends PathText {
	readonly environment?: GoEnvironment;
}

/**
 * Asks for the path of a Go and shows while typing what exists there. "back" if the user wants the list again; undefined if
 * cancelled.
 */
export async function askForPath(
	host: Host,
	model: Pick<Model, "resolved">,
	folder: string,
): Promise<GoEnvironment | "back" | undefined> {
	let value = "";
	for (;;) {
		const answer = await askOnce(host, value, (text) => look(host, model, text, folder));
		if (answer?.kind === "environment") return answer.environment;
		if (answer?.kind !== "browse") return answer?.kind;
		// in a remote window the dialog replaces the input box
		const [uri] = (await window.showOpenDialog({ canSelectFolders: true, canSelectFiles: true })) ?? [];
		value = uri?.scheme === "file" ? shortPath(host, uri.fsPath) : answer.value;
	}
}

type PathAnswer =
	| { readonly kind: "environment"; readonly environment: GoEnvironment }
	| { readonly kind: "browse"; readonly value: string }
	| { readonly kind: "back" };

async function askOnce(
	host: Host,
	value: string,
	find: (text: string) => Promise<Looked>,
): Promise<PathAnswer | undefined> {
	const browse = { iconPath: new ThemeIcon("folder-opened"), tooltip: t("Browse…") };
	const input = window.createInputBox();
	input.title = t("Add a Go by path");
	input.prompt = t("A GOROOT, its bin folder, a go program, or a conda environment. ~ is the home folder.");
	input.placeholder = labelText(host.path.join("~", "sdk", "go1.22.5"));
	input.buttons = [QuickInputButtons.Back, browse];
	input.value = value;
	// the user may copy the path from elsewhere, which takes the focus
	input.ignoreFocusOut = true;
	const validation = validated(host, input, find);
	if (value !== "") validation.later();
	try {
		return await new Promise((done, failed) => {
			input.onDidChangeValue(validation.later);
			input.onDidAccept(() => {
				validation.now().then((found) => {
					if (found?.isUsable === true && found.environment !== undefined) {
						done({ kind: "environment", environment: found.environment });
					}
				}, failed);
			});
			input.onDidTriggerButton((button) =>
				done(button === browse ? { kind: "browse", value: input.value } : { kind: "back" }),
			);
			input.onDidHide(() => done(undefined));
			input.show();
		});
	} finally {
		validation.end();
		input.dispose();
	}
}

async function look(host: Host, model: Pick<Model, "resolved">, text: string, folder: string): Promise<Looked> {
	try {
		const finding = await environmentAtPath(host, model.resolved, text, folder);
		return { ...pathText(host, finding), ...(finding.kind === "environment" ? finding : {}) };
	} catch (cause) {
		const fault = faultOrThrow(cause);
		return { text: problemText(fault, "editor"), isUsable: false };
	}
}

interface Validation {
	later(): void;
	/** The result for the current text of the box; undefined if it is empty. */
	now(): Promise<Looked | undefined>;
	end(): void;
}

/** Shows the result below the box; drops results that arrive after further typing. */
function validated(host: Host, input: InputBox, find: (text: string) => Promise<Looked>): Validation {
	let timer: NodeJS.Timeout | undefined;
	let epoch = 0;
	async function now(isAccepted = true): Promise<Looked | undefined> {
		clearTimeout(timer);
		epoch += 1;
		const own = epoch;
		const { value } = input;
		if (value.trim() === "") {
			input.validationMessage = undefined;
			return undefined;
		}
		input.busy = true;
		const found = await find(value);
		if (own !== epoch) return undefined;
		input.busy = false;
		const { Info, Warning, Error: Refused } = InputBoxValidationSeverity;
		const severity = found.isUsable ? Info : isAccepted ? Refused : Warning;
		input.validationMessage = { message: richText(found.text), severity };
		return found;
	}
	return {
		later() {
			clearTimeout(timer);
			epoch += 1;
			timer = setTimeout(() => {
				now(false).catch((cause: unknown) => host.log.error("looking at a path failed", cause));
			}, typingPauseMs);
		},
		now,
		end() {
			clearTimeout(timer);
			epoch += 1;
		},
	};
}
