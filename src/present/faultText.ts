import type { Fault } from "../core/fault.ts";
import { printable } from "./printable.ts";
import type { Style } from "./style.ts";

/**
 * A fault in words, as lines: what is wrong, where (in the form that terminals and editors open, `file:line:column`), and
 * what to do.
 */
export function faultText({ message, file, line, column, remedy }: Fault, style: Style): readonly string[] {
	const lines = [`${style.bad("✗")} ${printable(message)}`];
	// a message about a place says it already
	if (file !== undefined && (line !== undefined || !message.includes(file))) {
		const place = [file, ...(line === undefined ? [] : [line]), ...(column === undefined ? [] : [column])].join(":");
		lines.push(`  ${style.faint(printable(place))}`);
	}
	if (remedy !== undefined) lines.push(`  → ${printable(remedy)}`);
	return lines;
}
