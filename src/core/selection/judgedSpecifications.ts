import type { JudgedSpecification } from "../state.ts";
import type { SelectRequest } from "./selectionOf.ts";
import { wished } from "./specifiedSelection.ts";

/**
 * Each file with what it would select if it decided, also where a choice or another file does: whether what it asks for is
 * there. A file that asks for no environment leads nowhere.
 */
export async function judgedSpecifications(request: SelectRequest): Promise<readonly JudgedSpecification[]> {
	const judged: JudgedSpecification[] = [];
	for (const specification of request.specifications) {
		const asks = specification.demand !== undefined || specification.unreadable !== undefined;
		judged.push(asks ? { ...specification, leadsTo: await wished(request, specification) } : specification);
	}
	return judged;
}
