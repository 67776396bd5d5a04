import { expect, it } from "vitest";
import { shortenedPaths } from "../../../src/present/texts/shortPath.ts";
import { linuxPlaces } from "../../support/states.ts";

it.each([
	["/home/u/x and “/home/u/y” (/home/u/z)", "~/x and “~/y” (~/z)"],
	[
		"Run `go-environments create --from /home/u/environment.yml`.",
		"Run `go-environments create --from ~/environment.yml`.",
	],
	// typed so, a shell does not replace it
	["Run `… --environment flake:/home/u/work#ci`.", "Run `… --environment flake:/home/u/work#ci`."],
	["PATH=/home/u/bin", "PATH=/home/u/bin"],
	["PATH: /home/u/a/bin:/home/u/b:/usr/bin:/home/u/c", "PATH: ~/a/bin:~/b:/usr/bin:~/c"],
	["/home/user2/x /mnt/home/u/x", "/home/user2/x /mnt/home/u/x"],
])("a sentence has ~ where a shell reads it as the home folder: %s", (text, expected) => {
	expect(shortenedPaths(linuxPlaces, text)).toBe(expected);
});
