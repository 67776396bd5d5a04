import { execFileSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { noteEditor } from "../../src/core/editorRecord.ts";
import type { Host } from "../../src/core/host.ts";
import { nodeHost } from "../../src/host/nodeHost.ts";
import { quietLog, temporaryFolder, trustAll } from "../support/machine.ts";

const root = resolve(import.meta.dirname, "../..");
const id = "go-environments.go-environments";

let home: string;
let host: Host;
const at = (...parts: string[]): string => join(home, ...parts);

/** An editor with our extension installed and used global storage. */
async function editor(name: string): Promise<{ readonly storage: string; readonly extension: string }> {
	const storage = at(name, "globalStorage", id);
	const extension = at(name, "extensions", `${id}-0.1.0`);
	for (const file of [join(storage, "bin", "go-environments"), join(extension, "dist", "x")]) {
		mkdirSync(dirname(file), { recursive: true });
		writeFileSync(file, "");
	}
	await noteEditor(host, { storage, extension });
	return { storage, extension };
}

/** Runs it as an editor does after uninstalling the extension; `extension` is the folder of the latest version. */
const uninstall = (extension: string): string => {
	const script = join(extension, "dist", "uninstall.js");
	cpSync(join(root, "dist", "uninstall.js"), script);
	return execFileSync(process.execPath, [script], { encoding: "utf8", env: { HOME: home } });
};

describe("the uninstall script of the manifest", () => {
	beforeEach(() => {
		home = temporaryFolder();
		host = nodeHost({ home, variables: { HOME: home }, trust: trustAll, log: quietLog });
	});
	afterEach(() => rmSync(home, { recursive: true, force: true }));

	it("removes what this editor kept; other editors and the choices keep theirs", async () => {
		const code = await editor("Code");
		const codium = await editor("VSCodium");
		await host.store.write("selections/1.json", "{}");
		expect(uninstall(code.extension)).toContain(code.storage);
		expect(existsSync(code.storage)).toBe(false);
		expect(existsSync(codium.storage)).toBe(true);
		expect(await host.store.list("editors")).toHaveLength(1);
		expect(await host.store.read("selections/1.json")).toBe("{}");
	});

	it("does so also when an upgrade was never started", async () => {
		const { storage, extension } = await editor("Code");
		uninstall(extension.replace("0.1.0", "0.2.0"));
		expect(existsSync(storage)).toBe(false);
	});

	it("removes nothing that a forged or newer record names", async () => {
		const { storage, extension } = await editor("Code");
		mkdirSync(at("precious"));
		await host.store.write("editors/1.json", JSON.stringify({ version: 1, storage: at("precious"), extension }));
		await host.store.write("editors/2.json", JSON.stringify({ version: 2, storage: codiumStorage(), extension }));
		await host.store.write("editors/3.json", "{ broken");
		uninstall(extension);
		expect([existsSync(at("precious")), existsSync(codiumStorage()), existsSync(storage)]).toEqual([true, true, false]);
	});
});

function codiumStorage(): string {
	const storage = at("VSCodium", "globalStorage", id);
	mkdirSync(storage, { recursive: true });
	return storage;
}
