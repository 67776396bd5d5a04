import type { Paths, Platform } from "../core/host.ts";
import { posixQuoted } from "./posixQuoted.ts";

/** What a launcher starts: a script with Node, or with an Electron that runs as Node. */
export interface Launched {
	/** Absolute. */
	readonly node: string;
	readonly isElectron: boolean;
	/** Absolute: the CLI's bundle. */
	readonly script: string;
}

/**
 * Tells the CLI that a launcher set ELECTRON_RUN_AS_NODE, and its earlier value: `yes`, or `yes=` and the value. The CLI
 * removes both variables first (cli/launched), so that programs that it starts do not see them.
 */
export const launchedMark = "GO_ENVIRONMENTS_LAUNCHED";

/** The name and text of the launcher's file: a program by which terminals start the CLI without their own Node. */
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
	const call = `exec ${posixQuoted(node)} ${posixQuoted(script)} "$@"`;
	const lines = isElectron
		? [`${launchedMark}="yes\${ELECTRON_RUN_AS_NODE+=$ELECTRON_RUN_AS_NODE}"`, "ELECTRON_RUN_AS_NODE=1"]
		: [];
	const exported = isElectron ? [`export ${launchedMark} ELECTRON_RUN_AS_NODE`] : [];
	return `${["#!/bin/sh", ...lines, ...exported, call].join("\n")}\n`;
}

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
 * Relative to the file if both are on one drive: cmd.exe reads a batch file in the console's code page, so it must not contain
 * a user name that is not ASCII. `%` is doubled.
 */
function inBatch(path: Paths, folder: string, place: string): string {
	const relative = path.relative(folder, place);
	const shown = path.isAbsolute(relative) ? place : `%~dp0${relative.replaceAll("%", "%%")}`;
	return `"${path.isAbsolute(relative) ? shown.replaceAll("%", "%%") : shown}"`;
}
