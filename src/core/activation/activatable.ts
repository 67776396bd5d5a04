import type { GoEnvironment } from "../environment.ts";
import type { Fault } from "../fault.ts";
import { t } from "../l10n.ts";
import { refusalOf } from "../selection/selectionOf.ts";

export const isActivatable = ({ notActivatable }: Pick<GoEnvironment, "notActivatable">): boolean =>
	notActivatable === undefined;

/** Why a folder cannot select an environment, on the command line and in the editor; undefined if it can. */
export const choiceRefusal = (environment: GoEnvironment): Fault | undefined =>
	refusalOf(environment) ?? environment.notActivatable;

/** The fault of an environment that its provider cannot activate, in the provider's words if it has some. */
export const notSupported = ({ name, notActivatable }: Pick<GoEnvironment, "name" | "notActivatable">): Fault =>
	notActivatable ?? { kind: "not-supported", message: t("“{0}” cannot be activated.", name) };
