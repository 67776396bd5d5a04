import type { Host } from "../core/host.ts";
import { t } from "../core/l10n.ts";
import type { Operation, Report } from "../core/operation.ts";
import { whileStoring } from "./whileStoring.ts";

/** Clears the selection of a folder, so that its settings and files decide again. Throws not-writable. */
export function clearSelection<State>(
	{ host, folder }: { readonly host: Host; readonly folder: string },
	clear: (signal: AbortSignal, report: Report) => Promise<State>,
): Operation<State> {
	return {
		id: "use",
		title: t("Clear the Selection of {0}", host.path.basename(folder)),
		origin: { kind: "machine" },
		exclusive: `selection ${folder}`,
		run: (report, signal) => whileStoring({ host }, () => clear(signal, report)),
	};
}
