import type { Fault } from "../../core/fault.ts";
import { problemText } from "../../present/faults/remedyTexts.ts";
import { remedyButtons } from "../services/actions.ts";
import { offer } from "../services/messages.ts";
import type { Services } from "../services/services.ts";

/** Says how a creation or an update ended, and what the environment does not meet. Not awaited: messages stay until they are answered. */
export function tellChanged(
	{ bounds }: Services,
	command: "goEnvironments.create" | "goEnvironments.update",
	text: string,
	warnings: readonly Fault[],
): void {
	void bounds.command(command, () => offer("information", text, []));
	for (const warning of warnings) {
		void bounds.command(command, () => offer("warning", problemText(warning, "editor"), remedyButtons(warning)));
	}
}
