import { type Fault, isWrong } from "../../core/fault.ts";
import type { Host } from "../../core/host.ts";
import { printable } from "../escaping/printable.ts";
import { remedyTexts } from "../faults/remedyTexts.ts";
import { shortenedPaths } from "../texts/shortPath.ts";
import type { Style } from "./style.ts";

/**
 * A fault as lines of text: the problem, its place (`file:line:column`, which terminals and editors open), and the remedies.
 * `isWarning`: what was asked for was done all the same.
 */
export function faultText(
	host: Pick<Host, "home" | "path">,
	fault: Fault,
	style: Style,
	isWarning = false,
): readonly string[] {
	const { message, file, line, column } = fault;
	const words = (text: string): string => printable(shortenedPaths(host, text));
	const wrong = isWarning ? style.warning("!") : style.bad("✗");
	const lines = [`${isWrong(fault) ? wrong : style.faint("·")} ${words(message)}`];
	// do not repeat a path that the message contains
	if (file !== undefined && (line !== undefined || !message.includes(file))) {
		const place = [file, ...(line === undefined ? [] : [line]), ...(column === undefined ? [] : [column])].join(":");
		lines.push(`  ${style.faint(words(place))}`);
	}
	for (const text of remedyTexts(fault, "cli")) lines.push(`  → ${words(text)}`);
	return lines;
}
