import { readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { expect, it } from "vitest";

const source = resolve(import.meta.dirname, "../../src");
const files = readdirSync(source, { recursive: true, encoding: "utf8" })
	.filter((name) => name.endsWith(".ts"))
	.map((name) => name.replaceAll("\\", "/"));

/** Rules that were once duplicated, with the file that has each of them now. */
it.each([
	[
		"whether a value is an object with keys",
		/=== "object" && \w+ !== null|!== "object" \|\| \w+ === null/,
		"core/isObject.ts",
	],
	["the case of paths on Windows", /platform === "win32" \? \w+\.toLowerCase\(\)/, "core/isInside.ts"],
	["quoting for a POSIX shell", /replaceAll\("'", /, "shell/posixQuoted.ts"],
	["the file of a folder's settings", /join\([^)]*"settings\.json"/, "core/settings/settingNames.ts"],
	["the values of goToolchain", /"local"[,\s|]+"auto"/, "core/folderKnowledge.ts"],
	["the default of goToolchain", /value: "local"/, "core/folderKnowledge.ts"],
	["when progress is shown", /progressDelayMs =/, "core/operation.ts"],
	["the remedy of a wrong command line", /--help` for its usage/, "cli/usageFault.ts"],
])("%s is written once", (_, rule, place) => {
	expect(files.filter((file) => rule.test(readFileSync(join(source, file), "utf8")))).toEqual([place]);
});
