import type { GoEnvironment } from "../environment.ts";
import type { Fault } from "../fault.ts";
import { t } from "../l10n.ts";
import { refusalOf } from "../selection/selectionOf.ts";

/** Whether its provider can activate it: a flake is listed and recommended, and no more yet. */
export const isActivatable = ({ provider }: Pick<GoEnvironment, "provider">): boolean => provider !== "flake";

/** Why an environment cannot be activated; undefined where it can. */
export const activationRefusal = (environment: GoEnvironment): Fault | undefined =>
	isActivatable(environment) ? undefined : notSupported(environment);

/** Why a folder cannot be given an environment, on the command line and in the editor; undefined where it can. */
export const choiceRefusal = (environment: GoEnvironment): Fault | undefined =>
	refusalOf(environment) ?? activationRefusal(environment);

/** The fault of an environment whose provider cannot activate. */
export const notSupported = ({ name }: Pick<GoEnvironment, "name">): Fault => ({
	kind: "not-supported",
	message: t("“{0}” cannot be used yet: activating a flake comes in a later version.", name),
	remedy: t("Use `nix develop` in a terminal for now, or choose another environment."),
});
