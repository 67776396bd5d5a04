import { readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { parseSync } from "oxc-parser";
import { expect, it } from "vitest";

const source = resolve(import.meta.dirname, "../../src");

const declarations = new Set([
	"TSInterfaceDeclaration",
	"TSTypeAliasDeclaration",
	"TSEnumDeclaration",
	"ClassDeclaration",
]);

/** The types that a file declares, exported or not. */
function typesIn(file: string): readonly string[] {
	const { program } = parseSync(file, readFileSync(file, "utf8"));
	return program.body.flatMap((statement) => {
		const declared = statement.type === "ExportNamedDeclaration" ? statement.declaration : statement;
		if (declared === null || !declarations.has(declared.type) || !("id" in declared)) return [];
		const { id } = declared;
		return id !== null && "name" in id ? [id.name] : [];
	});
}

it("a name stands for one type in all of src", () => {
	const filesOf = new Map<string, string[]>();
	for (const file of readdirSync(source, { recursive: true, encoding: "utf8" })) {
		if (!file.endsWith(".ts")) continue;
		for (const name of typesIn(join(source, file))) filesOf.set(name, [...(filesOf.get(name) ?? []), file]);
	}
	const twice = [...filesOf].filter(([, files]) => files.length > 1);
	expect(twice.map(([name, files]) => `${name}: ${files.join(", ")}`)).toEqual([]);
	expect(filesOf.size).toBeGreaterThan(300);
	expect(filesOf.get("Host")).toHaveLength(1);
});
