import { distinctFaults, type Fault } from "../../core/fault.ts";
import { t } from "../../core/l10n.ts";
import { checkCancelled, type Operation } from "../../core/operation.ts";
import { goFlagFindings } from "./goFlagFindings.ts";
import { goPathFindings } from "./goPathFindings.ts";
import { gorootFindings } from "./gorootFindings.ts";
import { managerFindings } from "./managerFindings.ts";
import { modeFindings } from "./modeFindings.ts";
import { pathFindings } from "./pathFindings.ts";
import { settingFindings } from "./settingFindings.ts";
import { type SetUpRequest, setUpOf } from "./setUp.ts";
import { toolchainFindings } from "./toolchainFindings.ts";
import { toolFindings } from "./toolFindings.ts";

/** In the order in which findings are told: what breaks every command first. */
const checks = [
	gorootFindings,
	toolchainFindings,
	goFlagFindings,
	goPathFindings,
	pathFindings,
	managerFindings,
	modeFindings,
	settingFindings,
	toolFindings,
] as const;

/**
 * Checks what decides which Go the programs of a folder run, and says what is wrong, with remedies. Reads files and variables;
 * only gopls and dlv are started, for their versions. Throws cancelled.
 */
export function checkSetUp(request: SetUpRequest): Operation<readonly Fault[]> {
	const { folder, activation, faults } = request.state;
	return {
		id: "doctor",
		title: t("Check the Go setup of {0}", folder),
		origin: { kind: "machine" },
		exclusive: `check of ${folder}`,
		async run(report, signal) {
			const setUp = setUpOf(request);
			const findings: Fault[] = [...faults, ...(activation.kind === "failed" ? [activation.fault] : [])];
			for (const check of checks) {
				checkCancelled(signal);
				report({ stage: t("Checking the Go setup…") });
				findings.push(...(await check(setUp, signal)));
			}
			checkCancelled(signal);
			return distinctFaults(findings);
		},
	};
}
