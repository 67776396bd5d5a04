import { FaultError, faultOf } from "../core/fault.ts";
import type { Host } from "../core/host.ts";
import { t } from "../core/l10n.ts";

/** The store, a file in it, or the folder in which it cannot be made. */
const isOfStore = ({ store: { folder } }: Host, file: string | undefined): boolean =>
	file !== undefined && (file.startsWith(folder) || folder.startsWith(file));

/** Stores a selection. One that cannot be stored is none: the fault says so first. Throws what `select` throws. */
export async function whileStoring<State>(
	{ host }: { readonly host: Host },
	select: () => Promise<State>,
): Promise<State> {
	try {
		return await select();
	} catch (cause) {
		const fault = faultOf(cause);
		if (fault?.kind !== "not-writable" || !isOfStore(host, fault.file)) throw cause;
		const message = t("The selection was not changed, because it could not be stored. {0}", fault.message);
		throw new FaultError({ ...fault, message }, { cause });
	}
}
