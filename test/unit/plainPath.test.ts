import { expect, it } from "vitest";
import { plainPath } from "../../src/goroot/plainPath.ts";
import { pathsOf } from "../../src/host/nodeHost.ts";

const posix = { path: pathsOf("linux") };
const win32 = { path: pathsOf("win32") };

it.each([
	["/opt/conda/envs/a", "/opt/conda/envs/a"],
	["/opt/conda/", "/opt/conda"],
	["/opt//conda", "/opt/conda"],
	["/opt/./conda/.", "/opt/conda"],
	["/opt/x/../conda", "/opt/conda"],
	["/opt/conda/..", "/opt"],
	["/opt/.conda/a..b/...", "/opt/.conda/a..b/..."],
	["/", "/"],
	["a//b/", "a/b"],
])("%s is %s", (text, plain) => {
	expect(plainPath(posix, text)).toBe(plain);
});

it.each([
	["C:/Users/u/envs/", "C:\\Users\\u\\envs"],
	["C:\\a\\.\\b", "C:\\a\\b"],
	["C:\\", "C:\\"],
])("on Windows %s is %s", (text, plain) => {
	expect(plainPath(win32, text)).toBe(plain);
});
