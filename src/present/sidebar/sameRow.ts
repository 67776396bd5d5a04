import type { TreeRow } from "./treeRow.ts";

/** Whether two rows with all their children look the same, so that nothing must be redrawn. */
export function sameRow(a: TreeRow, b: TreeRow): boolean {
	const { children: x = [], action: act, ...own } = a;
	const { children: y = [], action: other, ...others } = b;
	if (x.length !== y.length || JSON.stringify(act) !== JSON.stringify(other)) return false;
	return sameFields(own, others) && x.every((child, at) => sameChild(child, y[at]));
}

const sameChild = (a: TreeRow, b: TreeRow | undefined): boolean => b !== undefined && sameRow(a, b);

/** Environments are compared by reference: an unchanged listing keeps the objects. */
function sameFields(a: object, b: object): boolean {
	const [x, y] = [new Map(Object.entries(a)), new Map(Object.entries(b))];
	return x.size === y.size && [...x].every(([name, value]) => sameValue(value, y.get(name)));
}

function sameValue(a: unknown, b: unknown): boolean {
	if (a === b) return true;
	return Array.isArray(a) && Array.isArray(b) && a.length === b.length && a.every((part, at) => part === b[at]);
}
