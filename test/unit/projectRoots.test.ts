import { afterEach, expect, it } from "vitest";
import { isBroughtByFolder, isOfFolder, isStoreOfFolder } from "../../src/core/activation/isOfFolder.ts";
import { isUsersHome, projectRoots } from "../../src/core/activation/projectRoots.ts";
import { type Machine, machine } from "../support/machine.ts";
import { row } from "../support/rows.ts";

let made: Machine;
afterEach(() => made.remove());

const home = "/home/u";

it.each([
	["a folder alone", {}, "/home/u/work/svc", "/home/u/work/svc"],
	["the repository around it", { "/home/u/work/.git/HEAD": "" }, "/home/u/work/svc", "/home/u/work"],
	[
		"the repository around a submodule",
		{ "/home/u/work/.git/HEAD": "", "/home/u/work/svc/.git": "gitdir: ../.git/modules/svc" },
		"/home/u/work/svc",
		"/home/u/work",
	],
	["a checkout of Mercurial", { "/home/u/work/.hg/store/x": "" }, "/home/u/work/a/b", "/home/u/work"],
	[
		"the outermost module of an archive",
		{ "/srv/app/go.mod": "", "/srv/app/svc/go.mod": "" },
		"/srv/app/svc",
		"/srv/app",
	],
	[
		"the module, not the repository of the home folder",
		{ "/home/u/.git/HEAD": "", "/home/u/a/go.mod": "" },
		"/home/u/a",
		"/home/u/a",
	],
	[
		"the repository of the home folder, where nothing below it is one",
		{ "/home/u/.git/HEAD": "" },
		"/home/u/a",
		"/home/u",
	],
	["never the whole disk", { "/go.mod": "", "/.git/HEAD": "" }, "/srv/app", "/srv/app"],
])("the project of a folder is %s", async (_, files, folder, root) => {
	made = machine({ files: { "/srv/app/svc/x": "", "/home/u/work/svc/x": "", "/home/u/a/x": "", ...files } });
	const { host } = made.withOptions({ home, accountsHome: home });
	expect(await projectRoots(host, folder)).toEqual([root]);
});

it("the project of a folder that is a link is the one that it leads into, too", async () => {
	made = machine({
		files: { "/data/repo/.git/HEAD": "", "/data/repo/svc/x": "", "/home/u/svc": { link: "/data/repo/svc" } },
	});
	const { host } = made.withOptions({ home, accountsHome: home });
	expect(await projectRoots(host, "/home/u/svc")).toEqual(["/home/u/svc", "/data/repo", "/data/repo/svc"]);
});

it("what lies elsewhere in the checkout came with it, whatever variable, file or home folder leads there", async () => {
	made = machine({
		files: { "/home/u/repo/.git/HEAD": "", "/home/u/repo/svc/.go-version": "1.99.9", "/home/u/sdk/x": "" },
	});
	const { host } = made.withOptions({ home, accountsHome: home });
	const brought = row({ provider: "sdk", name: "go1.99.9", version: "1.99.9", location: "/home/u/repo/.gopath/go" });
	const own = row({ provider: "sdk", name: "go1.22.5", version: "1.22.5", location: "/home/u/sdk/go1.22.5" });
	const machineRows = [brought, own];
	expect(await isOfFolder(host, "/home/u/repo/svc", brought, machineRows)).toBe(true);
	expect(await isOfFolder(host, "/home/u/repo/svc", own, machineRows)).toBe(false);
});

it("our store in a checkout is the checkout's, but not in the account's own home, whatever that is", async () => {
	made = machine({
		files: { "/src/.git/HEAD": "", "/src/svc/.go-version": "1.22", "/tar/x": "", "/home/u/.git/HEAD": "" },
	});
	const storeIn = (folder: string, accountsHome: string, of: string): Promise<boolean> => {
		const { host } = made.withOptions({ home: folder, accountsHome });
		const store = { ...host.store, folder: `${folder}/.local/state/go-environments` };
		return isStoreOfFolder({ ...host, store }, of);
	};
	expect(await storeIn("/src", "/root", "/src/svc")).toBe(true);
	expect(await storeIn("/tar", "/root", "/tar")).toBe(true);
	expect(await storeIn(home, home, home)).toBe(false);
	expect(await storeIn(home, home, "/home/u/a")).toBe(false);
	expect(await storeIn(home, "/root", "/src/svc")).toBe(false);
});

it("a home that is reached by a link is the home by both of its paths", async () => {
	made = machine({ files: { "/var/home/u/work/x": "", "/var/home/u/.git/HEAD": "", "/home": { link: "/var/home" } } });
	const { host } = made.withOptions({ home, accountsHome: home });
	const store = { ...host.store, folder: "/home/u/.local/state/go-environments" };
	expect(await isStoreOfFolder({ ...host, store }, "/var/home/u")).toBe(false);
	expect(await isStoreOfFolder({ ...host, store }, "/var/home/u/work")).toBe(false);
	made.write({ "/var/home/u/work/go.mod": "" });
	expect(await projectRoots(host, "/var/home/u/work")).toEqual(["/var/home/u/work"]);
});

it("a version that the user types may mean what the machine lists in a home that is a repository of dotfiles", async () => {
	made = machine({ files: { "/home/u/.git/HEAD": "", "/home/u/scratch/x": "", "/home/u/repo/.git/HEAD": "" } });
	const { host } = made.withOptions({ home, accountsHome: home });
	const own = row({ provider: "sdk", name: "go1.22.5", version: "1.22.5", location: "/home/u/sdk/go1.22.5" });
	const brought = row({ provider: "sdk", name: "go1.99.9", version: "1.99.9", location: "/home/u/repo/go" });
	expect(await isOfFolder(host, "/home/u/scratch", own, [own])).toBe(true);
	expect(await isBroughtByFolder(host, "/home/u/scratch", own, [own])).toBe(false);
	expect(await isBroughtByFolder(host, "/home/u/scratch", own, [])).toBe(true);
	expect(await isBroughtByFolder(host, "/home/u/repo/svc", brought, [brought])).toBe(true);
});

it("a home that is or lies in a checkout is nobody's own", async () => {
	made = machine({ files: { "/home/u/x": "" } });
	const isOwn = (accountsHome: string): Promise<boolean> =>
		isUsersHome(made.withOptions({ home, accountsHome }).host, home);
	expect([await isOwn(home), await isOwn("/root")]).toEqual([true, false]);
	made.write({ "/home/.git/HEAD": "" });
	expect(await isOwn(home)).toBe(false);
});

// decision 11: an archive may look like each of these, and no rule tells them apart
it.each([
	[
		"a home of a CI without an account's entry",
		"/var/jenkins_home",
		"/var/jenkins_home/workspace/a",
		"/var/jenkins_home",
	],
	["a home that sudo kept", home, "/home/u/work", "/home/u/sdk/go1.22.5"],
	["a GOPATH around the project", "/root", "/go/src/app", "/go"],
	["a manager beside the project", "/root", "/workspace/app", "/workspace/goenv"],
])("%s is the user's own, where no mark bounds the project", async (_, HOME, folder, place) => {
	made = machine({ files: { [`${folder}/go.mod`]: "" } });
	const { host } = made.withOptions({ home: HOME, accountsHome: "/root" });
	const own = row({ provider: "sdk", name: "go1.22.5", version: "1.22.5", location: `${place}/go1.22.5` });
	expect(await isOfFolder(host, folder, own, [own])).toBe(false);
	const store = { ...host.store, folder: `${place}/state/go-environments` };
	expect(await isStoreOfFolder({ ...host, store }, folder)).toBe(false);
});
