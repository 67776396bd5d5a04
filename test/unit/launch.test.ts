import { existsSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { expect, it } from "vitest";

const root = resolve(import.meta.dirname, "../..");
const json = <T>(file: string): T => JSON.parse(readFileSync(join(root, file), "utf8")) as T;

interface Launch {
	readonly configurations: readonly {
		readonly name: string;
		readonly program?: string;
		readonly preLaunchTask?: string;
	}[];
}

interface Tasks {
	readonly tasks: readonly { readonly label: string; readonly command: string }[];
}

const { configurations } = json<Launch>(".vscode/launch.json");
const { tasks } = json<Tasks>(".vscode/tasks.json");
const { scripts } = json<{ readonly scripts: Readonly<Record<string, string>> }>("package.json");

it("what F5 starts first is a task, and what a debugger starts is there or is built", () => {
	const labels = tasks.map(({ label }) => label);
	for (const { name, program, preLaunchTask } of configurations) {
		if (preLaunchTask !== undefined) expect(labels, name).toContain(preLaunchTask);
		const file = program?.replace("${workspaceFolder}/", "");
		if (file !== undefined && !file.startsWith("dist/")) expect(existsSync(join(root, file)), name).toBe(true);
	}
	expect(configurations.length).toBeGreaterThan(2);
});

it("the npm scripts that tasks run exist, and the files that scripts run", () => {
	const named = tasks.flatMap(({ command }) => /^npm run (\S+)/.exec(command)?.[1] ?? []);
	for (const name of named) expect(Object.keys(scripts)).toContain(name);
	const files = Object.values(scripts).flatMap((script) => /^node (\S+)/.exec(script)?.[1] ?? []);
	const isMissing = (file: string): boolean => !file.startsWith("./dist/") && !existsSync(join(root, file));
	expect(files.filter(isMissing)).toEqual([]);
	expect(files.length).toBeGreaterThan(4);
});
