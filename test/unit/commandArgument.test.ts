import { expect, it } from "vitest";
import { FaultError } from "../../src/core/fault.ts";
import { commandArgument } from "../../src/editor/services/commandArgument.ts";

it("what a key binding passes is taken", () => {
	const all = { reference: "1.22", folder: "/work/api", alone: true, returnsFocus: true };
	expect(commandArgument(all)).toEqual(all);
});

it("what is nothing of ours is left alone, as what menus of the editor pass", () => {
	for (const given of [undefined, null, 7, "1.22", [], [{ reference: "1.22" }], { scheme: "file", path: "/x" }]) {
		expect(commandArgument(given)).toEqual({});
	}
	expect(
		commandArgument({ folder: null, reference: undefined, environment: "go-k8s", alone: 1, returnsFocus: 1 }),
	).toEqual({});
});

it.each([{ reference: 1.22 }, { reference: ["1.22"] }, { reference: " " }, { folder: 1 }, { folder: { path: "/x" } }])(
	"another shape is refused in words, with an example: %j",
	(given) => {
		const [[name, value]] = Object.entries(given) as [[string, unknown]];
		try {
			commandArgument(given);
			expect.unreachable();
		} catch (cause) {
			expect(cause).toBeInstanceOf(FaultError);
			const { fault } = cause as FaultError;
			expect(fault).toMatchObject({ kind: "usage", remedies: [{ text: 'For example: { "reference": "1.22" }' }] });
			expect(fault.message).toBe(`“${name}” of the command's argument must be a string, not ${JSON.stringify(value)}.`);
		}
	},
);
