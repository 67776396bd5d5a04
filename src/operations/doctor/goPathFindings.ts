import { entriesOf } from "../../core/activation.ts";
import type { Fault } from "../../core/fault.ts";
import { isInside } from "../../core/isInside.ts";
import { t } from "../../core/l10n.ts";
import { type GoEnvValue, goEnv } from "../../goroot/goEnv.ts";
import { goEnvPlace, goEnvSubject, unsettingGoEnv } from "../../goroot/goEnvOrigin.ts";
import { plainPath } from "../../goroot/plainPath.ts";
import type { SetUp } from "./setUp.ts";

/** A GOPATH or GOBIN that go refuses, and a GOPATH in the folder of Go itself (all tried with Go 1.26). */
export async function goPathFindings(setUp: SetUp): Promise<readonly Fault[]> {
	if (!setUp.isWhole) return [];
	return [...(await gopathFindings(setUp)), ...(await gobinFindings(setUp))];
}

async function gopathFindings({ inFolder: host, go }: SetUp): Promise<readonly Fault[]> {
	const name = "GOPATH";
	const value = await goEnv(host, name, go?.goroot);
	if (value === undefined) return [];
	const subject = goEnvSubject(name, value);
	for (const entry of entriesOf(host, value.value)) {
		if (entry === "") continue;
		if (!host.path.isAbsolute(entry)) {
			const message = t("{0} has “{1}”, which is not an absolute path. Every go command fails.", subject, entry);
			return [fault(name, value, message, true)];
		}
		if (go !== undefined && isInside(host, go.goroot, plainPath(host, entry))) {
			const message = t(
				"{0} has {1}, which is in the folder of Go itself. The next update of Go may delete it.",
				subject,
				entry,
			);
			return [fault(name, value, message, false)];
		}
	}
	return [];
}

async function gobinFindings({ inFolder: host, go }: SetUp): Promise<readonly Fault[]> {
	const name = "GOBIN";
	const value = await goEnv(host, name, go?.goroot);
	if (value === undefined || host.path.isAbsolute(value.value)) return [];
	const subject = goEnvSubject(name, value);
	const message = t("{0} is “{1}”, which is not an absolute path. `go install` fails.", subject, value.value);
	return [fault(name, value, message, false)];
}

const fault = (name: string, value: GoEnvValue, message: string, breaksGo: boolean): Fault => ({
	kind: "conflict",
	message,
	remedies: [unsettingGoEnv(name, value, breaksGo)],
	...goEnvPlace(value),
});
