import { expect, it, vi } from "vitest";
import { endProcess } from "../../../src/cli/endProcess.ts";

const fake = () => ({ pid: 7, exit: vi.fn<(code?: number | string | null) => never>(), kill: vi.fn((): true => true) });

it("ends with the status", () => {
	const process = fake();
	endProcess(process, [], 3);
	expect(process.exit.mock.calls).toEqual([[3]]);
	expect(process.kill).not.toHaveBeenCalled();
});

it("ends by SIGKILL where a disk never answered: nothing else ends it", () => {
	const process = fake();
	endProcess(process, [{ kind: "disk-silent", message: "" }], 0);
	expect(process.kill.mock.calls).toEqual([[7, "SIGKILL"]]);
	expect(process.exit).not.toHaveBeenCalled();
});
