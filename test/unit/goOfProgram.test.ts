import { afterEach, expect, it } from "vitest";
import { goOfProgram } from "../../src/goroot/goOfProgram.ts";
import { goroot, type Machine, machine } from "../support/machine.ts";

let made: Machine | undefined;
afterEach(() => made?.remove());

it("a named program is a Go with its version, or a shim with its manager", async () => {
	made = machine({
		files: {
			...goroot("/opt/go", "1.22.6"),
			"/home/u/.asdf/shims/go": { program: "#!/bin/sh\nexec asdf exec go\n" },
			"/elsewhere/go": { program: "#!/bin/sh\nexec goenv exec go\n" },
			"/own/go": { program: "#!/bin/sh\n" },
		},
	});
	const { host } = made;
	expect(await goOfProgram(host, "/opt/go/bin/go")).toMatchObject({ goroot: "/opt/go", version: "1.22.6" });
	expect(await goOfProgram(host, "/home/u/.asdf/shims/go")).toMatchObject({ manager: "asdf" });
	expect(await goOfProgram(host, "/elsewhere/go")).toMatchObject({ manager: "goenv" });
	const own = await goOfProgram(host, "/own/go");
	expect([own.program, own.manager, own.version]).toEqual(["/own/go", undefined, undefined]);
});
