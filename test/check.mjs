// npm run check: types, lint and format, layers, unused code, in parallel; reports each failure by name.
import { spawn } from "node:child_process";

const steps = {
	types: ["tsc", "-p", "."],
	"lint and format": ["biome", "ci", "--colors=off", "--log-level=warn", "."],
	layers: ["vitest", "run", "test/unit/layers.test.ts"],
	"unused code": ["knip"],
};

async function passes([name, [program, ...parameters]]) {
	const child = spawn("npx", ["--no-install", program, ...parameters], { shell: process.platform === "win32" });
	let output = "";
	child.stdout.on("data", (part) => (output += part));
	child.stderr.on("data", (part) => (output += part));
	const status = await new Promise((done) => child.on("close", done));
	console.log(status === 0 ? `✓ ${name}` : `✗ ${name}\n${output}`);
	return status === 0;
}

const results = await Promise.all(Object.entries(steps).map(passes));
process.exitCode = results.every(Boolean) ? 0 : 1;
