import { FaultError } from "../core/fault.ts";
import type { Host } from "../core/host.ts";
import { t } from "../core/l10n.ts";
import { checkCancelled, type Plan } from "../core/operation.ts";
import { type FolderSetting, writeSetting } from "./folderSetting.ts";

export interface LetGoSwitchRequest {
	readonly host: Host;
	readonly folder: string;
	/** The display name of the folder. */
	readonly name: string;
	/** An inherited Go keeps the user's own GOTOOLCHAIN, so that the setting has no effect. */
	readonly isInherited: boolean;
	/** `goEnvironments.goToolchain` in the folder's own settings file. */
	readonly setting: FolderSetting;
}

/** The settings file that was written, and how to undo it. */
export interface LetGoSwitch {
	readonly file: string;
	/** Restores the earlier value. Throws as the operation. */
	undo(): Promise<void>;
}

const auto = "auto";

/**
 * Plans letting `go` switch by itself in a folder to the Go that its files require, by `goEnvironments.goToolchain`. Throws
 * not-allowed, not-supported (the Go is inherited); the operation malformed, not-writable, conflict, cancelled.
 */
export function planLetGoSwitch({ host, folder, name, isInherited, setting }: LetGoSwitchRequest): Plan<LetGoSwitch> {
	if (!host.trust.allows({ kind: "folder", folder })) {
		throw new FaultError({
			kind: "not-allowed",
			message: t("In Restricted Mode the folder's settings have no effect, so nothing was written."),
			remedies: [{ text: t("Trust the workspace to use its environments."), action: { kind: "trust" } }],
		});
	}
	if (isInherited) {
		throw new FaultError({
			kind: "not-supported",
			message: t("{0} inherits its Go and so your own GOTOOLCHAIN, which Go Environments does not change.", name),
			remedies: [
				{ text: t("Select an environment first, or run `go env -w GOTOOLCHAIN=auto`."), action: { kind: "select" } },
			],
		});
	}
	const { file } = setting;
	return {
		changes: [{ file, setting: "goEnvironments.goToolchain", before: setting.value(), after: auto }],
		operation: {
			id: "letGoSwitch",
			title: t("Allow Automatic Go Switching in {0}", name),
			origin: { kind: "machine" },
			exclusive: `settings ${folder}`,
			async run(_, signal) {
				checkCancelled(signal);
				return { file, undo: await writeSetting(host, setting, auto) };
			},
		},
	};
}
