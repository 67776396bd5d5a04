// The tests that CI may skip. `tests` are prefixes of names as test/run.mjs lists them; `isExpected` tells whether this machine
// lacks what they need. Only then is the skip excused, so that skipping a PowerShell test although PowerShell is installed is
// an error.
import { spawnSync } from "node:child_process";
import { noDeadDisk } from "./support/deadDisk.mjs";
import { isThere } from "./tools/apt.mjs";
import { meansMissing } from "./tools/means.mjs";
import { neighboursMissing } from "./tools/neighbours.mjs";
import { suitablePython } from "./tools/python.mjs";

export const knownSkips = [
	{
		tests: ["test/unit/terminalCheck.test.ts > the question to pwsh > "],
		reason: "Debian has no PowerShell",
		isExpected: () => !isThere("pwsh"),
	},
	{
		tests: ["test/cli/show.test.ts > bad input > a folder that cannot be read"],
		reason: "root can read every folder",
		isExpected: () => process.getuid?.() === 0,
	},
	{
		tests: [".", "selections", "a link of another owner"].map(
			(what) =>
				`test/unit/store.test.ts > our own store > is refused where another user decides what it holds: > ${what}`,
		),
		reason: "only root can give a file to another user",
		isExpected: () => process.geteuid?.() !== 0,
	},
	{
		tests: [
			"test/unit/deadDisk.test.ts > ",
			"test/cli/deadDisk.test.ts > ",
			"a window beside a disk that is dead",
			"a terminal that is there before anything was read",
		],
		reason: "FUSE can be mounted by root alone, and where there is /dev/fuse",
		isExpected: () => noDeadDisk !== undefined,
	},
	{
		tests: ["a trusted workspace of two folders leaves settings.json whole where its disk is full"],
		reason: "a container that may not mount has no small disk",
		isExpected: () => spawnSync("unshare", ["--mount", "true"], { stdio: "ignore" }).status !== 0,
	},
	{
		tests: [
			"test/oracle/conda.test.ts > ",
			"test/oracle/condaShell.test.ts > ",
			"test/oracle/create/",
			"windows beside conda",
			"beside the real Python environments extension",
			"creating environments in the editor",
		],
		reason: "conda 24.7.1 needs Python 3.10, 3.11 or 3.12, and this Debian has another",
		isExpected: async () => (await suitablePython()) === undefined,
	},
	{
		tests: ["test/oracle/realGvm.test.ts > ", "test/oracle/namedFlakes.test.ts > "],
		reason: "the sources of gvm and of the flake libraries are not part of the repository",
		isExpected: () => meansMissing !== undefined,
	},
	{
		tests: ["beside the real Go extension ", "beside the real Python environments extension"],
		reason: "the real extensions are not part of the repository",
		isExpected: () => neighboursMissing !== undefined,
	},
];
