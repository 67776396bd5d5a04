import { opening } from "../core/action.ts";
import type { Fault, Remedy } from "../core/fault.ts";
import { t } from "../core/l10n.ts";
import type { GoEnvValue } from "./goEnv.ts";

/** Where a value of `go env` is set: a go/env or go.env file with its line, or without them the variable. */
export type GoEnvOrigin = Pick<GoEnvValue, "file" | "line">;

/** `The variable GOROOT`, `GOROOT in ~/.config/go/env`: the beginning of a sentence. */
export const goEnvSubject = (name: string, { file }: GoEnvOrigin): string =>
	file === undefined ? t("The variable {0}", name) : t("{0} in {1}", name, file);

/** The place of such a value, for its fault. */
export const goEnvPlace = ({ file, line }: GoEnvOrigin): Pick<Fault, "file" | "line"> => ({
	...(file === undefined ? {} : { file }),
	...(line === undefined ? {} : { line }),
});

/**
 * Removes such a value. Where a variable is set is unknown: a startup file of the shell, or of the desktop. `breaksGo`: not even
 * `go env -u` runs with it (tried with Go 1.21 to 1.26: a GOROOT that is not a folder, an invalid GOTOOLCHAIN, a relative GOPATH).
 */
export function unsettingGoEnv(name: string, { file, line }: GoEnvOrigin, breaksGo: boolean): Remedy {
	if (file === undefined) return { text: t("Unset {0} where it is set.", name) };
	if (breaksGo && line !== undefined) {
		return { text: t("Delete line {0} of {1}.", line, file), action: opening(file, line) };
	}
	return { text: t("Run `go env -u {0}`.", name), action: { kind: "copy", text: `go env -u ${name}` } };
}
