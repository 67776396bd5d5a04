import type { Host } from "../core/host.ts";
import { t } from "../core/l10n.ts";
import type { Operation } from "../core/operation.ts";

/** Removes the selections of all folders, approvals, and caches. Resolves to the store's folder. Throws not-writable. */
export function resetStore({ store }: Pick<Host, "store">): Operation<string> {
	return {
		id: "reset",
		title: t("Reset Go Environments"),
		origin: { kind: "machine" },
		exclusive: "store",
		async run() {
			await store.clear();
			return store.folder;
		},
	};
}
