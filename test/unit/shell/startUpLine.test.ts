import { describe, expect, it } from "vitest";
import { startUpLine } from "../../../src/shell/startUpLine.ts";
import { linuxPlaces } from "../../support/states.ts";

describe("the line of a start-up file", () => {
	const reading = (files: Readonly<Record<string, string>>) => ({
		...linuxPlaces,
		read: async (path: string) => files[path],
	});

	it.each([
		["export PATH=/home/u/g/bin:$PATH"],
		['PATH="$HOME/g/bin:$PATH"'],
		["set -x PATH ~/g/bin $PATH"],
		["path=(${HOME}/g/bin $path)"],
	])("that names the folder is found as people write it: %s", async (line) => {
		const host = reading({ "/home/u/.zshrc": `# PATH=/home/u/g/bin\n\n${line}\n` });
		expect(await startUpLine(host, "/home/u/g/bin")).toEqual({ file: "/home/u/.zshrc", line: 3 });
	});

	it.each([
		["export PATH=/home/u/g/bin:/usr/bin"],
		["[ -d ~/g/bin ] && PATH=~/g/bin:$PATH"],
		["fish_add_path ~/g/bin"],
		["fish_add_path --path --move ~/g/bin"],
		["set -gx fish_user_paths ~/g/bin $fish_user_paths"],
		["set -p PATH ~/g/bin"],
		['$env:PATH = "/home/u/g/bin:" + $env:PATH'],
		['$env:PATH = "$HOME/g/bin:$env:PATH"'],
		["pathmunge /home/u/g/bin"],
		['export GOROOT=/home/u/g; export PATH="/home/u/g/bin${PATH:+:$PATH}"'],
	])("that puts the folder first is found: %s", async (line) => {
		expect(await startUpLine(reading({ "/home/u/.bashrc": line }), "/home/u/g/bin")).toEqual({
			file: "/home/u/.bashrc",
			line: 1,
		});
	});

	it.each([
		["export PATH=$PATH:/home/u/g/bin"],
		['export PATH="${PATH}:$HOME/g/bin"'],
		["[ -d ~/g/bin ] && PATH=$PATH:~/g/bin"],
		["PATH+=:/home/u/g/bin"],
		["path+=(~/g/bin)"],
		["path=($path ~/g/bin)"],
		["set -gx PATH $PATH ~/g/bin"],
		["set -gxa PATH ~/g/bin"],
		["set --append PATH ~/g/bin"],
		["fish_add_path -a ~/g/bin"],
		["fish_add_path --append ~/g/bin"],
		["pathmunge ~/g/bin after"],
		["pathappend ~/g/bin"],
		['$env:PATH += ":/home/u/g/bin"'],
		['$env:PATH = "$env:PATH:/home/u/g/bin"'],
		['case ":$PATH:" in *:/home/u/g/bin:*) ;; *) PATH=$PATH:/home/u/g/bin ;; esac'],
		["GOPATH=/home/u/g/bin"],
		["MANPATH=/home/u/g/bin:$MANPATH"],
		["PATH=/usr/bin; GOBIN=/home/u/g/bin"],
	])("that puts the folder last, or elsewhere, is not: %s", async (line) => {
		expect(await startUpLine(reading({ "/home/u/.bashrc": line }), "/home/u/g/bin")).toBeUndefined();
	});

	it("that puts the folder first is found before a later one that puts it last", async () => {
		const text = "PATH=/home/u/g/bin:$PATH\nPATH=$PATH:/home/u/g/bin\n";
		expect(await startUpLine(reading({ "/home/u/.bashrc": text }), "/home/u/g/bin")).toMatchObject({ line: 1 });
	});

	it("is none where only a longer path, or no PATH, is named", async () => {
		const host = reading({ "/home/u/.bashrc": "PATH=/home/u/g/bin2:$PATH\nalias x=/home/u/g/bin\n" });
		expect(await startUpLine(host, "/home/u/g/bin")).toBeUndefined();
	});
});
