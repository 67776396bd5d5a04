import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Ajv } from "ajv";
import { expect, it } from "vitest";
import { parse } from "yaml";
import { goEnvironmentsYaml } from "../../../src/specifications/goEnvironmentsYaml.ts";

const file = join(import.meta.dirname, "../../../media/schemas/go-environments.schema.json");
const isValid = new Ajv({ strict: true, allowUnionTypes: true }).compile(JSON.parse(readFileSync(file, "utf8")));

it.each([
	"version: 1\n",
	"version: 1\nenvironment: conda:ci\nrequires: '>=1.22'\n",
	"version: 1\nenvironment: 1.22\n",
	"version: 1\nenvironments:\n  - name: ci\n    go: 1.22\n    packages: [gcc]\n    channels: []\n    purpose: x\n    variables: { A: 1 }\n    bind: gvm:go1.22\n",
	"version: 2\n",
	"environment: ci\n",
	"version: 1\nenviroment: ci\n",
	"version: 1\nenvironment: [ci]\n",
	"version: 1\nenvironments: ci\n",
	"version: 1\nenvironments:\n  - go: 1.22\n",
	"version: 1\nenvironments:\n  - name: ci\n    package: [gcc]\n",
	"version: 1\nenvironments:\n  - name: ci\n    packages: gcc\n",
	"version: 1\nenvironments:\n  - name: ci\n    variables: [A]\n",
	"- version: 1\n",
])("the JSON schema and the reader agree about %j", async (text) => {
	const { faults } = await goEnvironmentsYaml.read("/p/go-environments.yaml", text, { platform: "linux" });
	expect(isValid(parse(text))).toBe(faults.length === 0);
});
