import type { WorkspaceFolder } from "vscode";
import { FaultError, faultOf } from "../../core/fault.ts";

/** Does something for a folder; a fault then says which one, so that its remedies are not for the active one. */
export async function ofFolder<Result>(folder: WorkspaceFolder, act: () => Promise<Result>): Promise<Result> {
	try {
		return await act();
	} catch (cause) {
		const fault = faultOf(cause);
		if (fault === undefined) throw cause;
		throw new FaultError({ ...fault, folder: folder.uri.fsPath }, { cause });
	}
}
