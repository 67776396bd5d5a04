import type { Paths, Platform } from "../core/host.ts";

/** What a launcher starts: a Node, which may be an Electron that has to be told to be one, with a script. */
export interface Launched {
	/** Absolute. */
	readonly node: string;
	readonly isElectron: boolean;
	/** Absolute: the CLI's bundle. */
	readonly script: string;
}

/**
 * By this variable the CLI knows that a launcher set ELECTRON_RUN_AS_NODE, and what it was before: `yes`, or `yes=` and the
 * earlier value. The CLI takes both out first thing (cli/launched), so that no program that it starts sees them.
 */
export const launchedMark = "GO_ENVIRONMENTS_LAUNCHED";

/** The file's name, and its text: a program by which terminals find the CLI without a Node of their own. */
export function launcherOf(
	platform: Platform,
	path: Paths,
	folder: string,
	launched: Launched,
): { readonly name: string; readonly text: string } {
	return platform === "win32"
		? { name: "go-environments.cmd", text: batchText(path, folder, launched) }
		: { name: "go-environments", text: shellText(launched) };
}

function shellText({ node, isElectron, script }: Launched): string {
	const call = `exec ${quoted(node)} ${quoted(script)} "$@"`;
	const lines = isElectron
		? [`${launchedMark}="yes\${ELECTRON_RUN_AS_NODE+=$ELECTRON_RUN_AS_NODE}"`, "ELECTRON_RUN_AS_NODE=1"]
		: [];
	const exported = isElectron ? [`export ${launchedMark} ELECTRON_RUN_AS_NODE`] : [];
	return `${["#!/bin/sh", ...lines, ...exported, call].join("\n")}\n`;
}

const quoted = (text: string): string => `'${text.replaceAll("'", "'\\''")}'`;

function batchText(path: Paths, folder: string, { node, isElectron, script }: Launched): string {
	const call = `${inBatch(path, folder, node)} ${inBatch(path, folder, script)} %*`;
	const electron = [
		`set "${launchedMark}=yes"`,
		`if defined ELECTRON_RUN_AS_NODE set "${launchedMark}=yes=%ELECTRON_RUN_AS_NODE%"`,
		'set "ELECTRON_RUN_AS_NODE=1"',
	];
	return ["@echo off", "setlocal", ...(isElectron ? electron : []), call, ""].join("\r\n");
}

/**
 * Relative to the file where both lie on one drive: cmd.exe reads a batch file in the console's code page, so a user's name
 * that is not ASCII must not stand in it. `%` is doubled.
 */
function inBatch(path: Paths, folder: string, place: string): string {
	const relative = path.relative(folder, place);
	const shown = path.isAbsolute(relative) ? place : `%~dp0${relative.replaceAll("%", "%%")}`;
	return `"${path.isAbsolute(relative) ? shown.replaceAll("%", "%%") : shown}"`;
}
