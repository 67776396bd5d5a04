import { readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { expect, it } from "vitest";
import { specificationKinds } from "../../src/core/specification.ts";

const root = resolve(import.meta.dirname, "../..");
const folder = join(root, "media", "schemas");

interface Schema {
	readonly definitions?: {
		readonly faultKind?: { readonly enum: readonly string[] };
		readonly fault?: unknown;
		readonly remedy?: unknown;
		readonly action?: unknown;
	};
}

/** The kinds of the type, read from its source, because types do not exist at run time. */
function kindsOfTheType(): readonly string[] {
	const text = readFileSync(join(root, "src", "core", "fault.ts"), "utf8");
	const [, union = ""] = /export type FaultKind =([^;]+);/.exec(text.replaceAll(/\/\/.*$/gm, "")) ?? [];
	return [...union.matchAll(/"([a-z-]+)"/g)].map(([, kind]) => kind ?? "");
}

it("every schema knows every kind of fault", () => {
	const kinds = kindsOfTheType();
	expect(kinds).toContain("note");
	const schemas = readdirSync(folder).flatMap((file) => {
		const { definitions } = JSON.parse(readFileSync(join(folder, file), "utf8")) as Schema;
		return definitions?.faultKind === undefined ? [] : [{ file, known: definitions.faultKind.enum }];
	});
	expect(schemas.length).toBeGreaterThan(3);
	for (const { file, known } of schemas) expect(new Set(known), file).toEqual(new Set(kinds));
});

it("a fault is the same in every schema: each stands alone, for programs that take one", () => {
	const all = readdirSync(folder).flatMap((file) => {
		const { definitions } = JSON.parse(readFileSync(join(folder, file), "utf8")) as Schema;
		return definitions?.fault === undefined ? [] : [{ file, definitions }];
	});
	expect(all.length).toBe(9);
	const [first] = all;
	for (const { file, definitions } of all) {
		for (const name of ["fault", "remedy", "action"] as const)
			expect(definitions[name], `${name} in ${file}`).toEqual(first?.definitions[name]);
	}
});

it("the schema of show knows every kind of file that names Go", () => {
	const schema = JSON.parse(readFileSync(join(folder, "show.schema.json"), "utf8")) as {
		readonly properties: {
			readonly specifications: {
				readonly items: { readonly properties: { readonly kind: { readonly enum: string[] } } };
			};
		};
	};
	const { kind } = schema.properties.specifications.items.properties;
	expect(new Set(kind.enum)).toEqual(new Set(specificationKinds));
});
