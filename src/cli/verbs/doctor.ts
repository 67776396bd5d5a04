import { isWrong } from "../../core/fault.ts";
import { t } from "../../core/l10n.ts";
import { approvalOf } from "../../operations/approval.ts";
import { findingsText } from "../../present/cli/findingsText.ts";
import { checkedStatus } from "../exitStatus.ts";
import { faultJson } from "../json.ts";
import { readingOf, runOperation } from "../place.ts";
import type { Verb } from "../verb.ts";
import { folderNamed } from "./show.ts";

export const doctor: Verb = {
	name: "doctor",
	parameters: "[folder]",
	options: ["environment", "folder", "json"],
	maxPositionals: 1,
	summary: () => t("Check what decides which Go runs in a folder, and say what to do about problems."),
	examples: () => [
		["go-environments doctor", t("Check the current folder. The status is 5 if there is a problem.")],
		["go-environments doctor ~/work/app --json", t("Check another folder, and print JSON.")],
	],
	withoutAnswer: { folder: null },
	async run(session, { options, positionals }) {
		const { host, terminal, variables } = session;
		const folder = folderNamed(options, positionals[0]);
		const reading = await readingOf(session, { folder, environment: options.environment });
		const approval = await approvalOf(reading);
		const waiting = typeof approval === "object" ? [approval.waitsFor] : [];
		const state = { ...reading.state, faults: [...reading.state.faults, ...waiting] };
		const { checkSetUp } = await import("../../operations/doctor/checkSetUp.ts");
		const { goToolchain } = reading.request;
		const findings = await runOperation(
			session,
			checkSetUp({ host, state, goToolchain, settings: [], mayStart: true, shell: variables }),
		);
		if (options.json === true) {
			await terminal.printJson({ folder: state.folder, faults: findings.map(faultJson) });
		} else {
			await terminal.print(`${findingsText(host, state.folder, findings, terminal.style).join("\n")}\n`);
		}
		return checkedStatus(!findings.some(isWrong));
	},
};
