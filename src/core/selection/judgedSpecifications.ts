import type { JudgedSpecification } from "../state.ts";
import type { SelectRequest } from "./selectionOf.ts";
import { selectionOfSpecification } from "./specifiedSelection.ts";

/**
 * Each file with the selection it would make if it decided, even if a user's selection or another file decides. Files that do
 * not ask for an environment have none.
 */
export async function judgedSpecifications(request: SelectRequest): Promise<readonly JudgedSpecification[]> {
	const judged: JudgedSpecification[] = [];
	for (const specification of request.specifications) {
		const asks = specification.demand !== undefined || specification.unreadable !== undefined;
		judged.push(
			asks ? { ...specification, selection: await selectionOfSpecification(request, specification) } : specification,
		);
	}
	return judged;
}
