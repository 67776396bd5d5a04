import { describe, expect, it } from "vitest";
import { mask, maskedValue } from "../../../src/core/activation/secrets.ts";
import { maskedVariables } from "../../../src/present/texts/maskedVariables.ts";
import { linuxPlaces } from "../../support/states.ts";

describe("values on the screen", () => {
	it("are masked where the name says that they are secret, whatever its case", () => {
		for (const name of ["GITHUB_TOKEN", "client_secret", "PGPASSWORD", "AWS_ACCESS_KEY_ID", "api_key"]) {
			expect(maskedValue(name, "hunter2"), name).toBe(mask);
		}
		for (const name of ["GOROOT", "PWD", "OLDPWD", "PATH", "GIT_ASKPASS", "AUTHOR", "BYPASS", "XAUTHORITY", "PATCH"]) {
			expect(maskedValue(name, "/usr/lib/go"), name).toBe("/usr/lib/go");
		}
		expect(maskedValue("GITHUB_TOKEN", "")).toBe("");
	});

	it.each([
		..."MYSQL_PWD PGPASS SSHPASS PASSPHRASE BASIC_AUTH AUTH SESSION_COOKIE JWT GITHUB_PAT AWS_CREDS CREDENTIALS".split(
			" ",
		),
		...["DB_PASS", "db-pass", "DB_PASS2", "__CONDA_SHLVL_0_MYSQL_PWD"],
	])("are masked under the name %s", (name) => {
		expect(maskedValue(name, "hunter2")).toBe(mask);
	});

	it.each([
		["host=h user=u password=hunter2 dbname=d", `host=h user=u password=${mask} dbname=d`],
		["password='hunter2 and' host=h", `password=${mask} host=h`],
		["Server=s;Uid=u;Pwd=hunter2;Database=d", `Server=s;Uid=u;Pwd=${mask};Database=d`],
		["Server=s; Password = hunter2", `Server=s; Password = ${mask}`],
		["passwd=hunter2", `passwd=${mask}`],
		["u:hunter2@tcp(127.0.0.1:3306)/d", `u:${mask}@tcp(127.0.0.1:3306)/d`],
		["u:hun/t@er2@unix(/run/s.sock)/d?x=1", `u:${mask}@unix(/run/s.sock)/d?x=1`],
		["u:hunter2@/d", `u:${mask}@/d`],
		["https://h/b?sv=1&sig=hunter2", `https://h/b?sv=1&sig=${mask}`],
		["jdbc:x://h/d?user=u&pass=hunter2", `jdbc:x://h/d?user=u&pass=${mask}`],
	])("have no password in connection strings: %s", (value, shown) => {
		expect(maskedValue("DSN", value)).toBe(shown);
	});

	it.each([
		"/a/bin:/b/node_modules/@scope/bin",
		"-ldflags=-X=main.version=1",
		"C:\\x@1\\bin",
		"/go/pkg/mod/a@v1:/go/pkg/mod/b@v2",
		"host:80,host:81",
		"GOPATH=/x keys=1",
	])("stay where nothing is secret: %s", (value) => {
		expect(maskedValue("X", value)).toBe(value);
	});

	it("are masked in no time, however long", () => {
		const start = performance.now();
		for (const part of ["a:", "a.", "a@", ";a", "password ", "a-b:c", "?key", "://"])
			maskedValue("X", part.repeat(10_000));
		expect(performance.now() - start).toBeLessThan(2000);
	});

	it("have no credentials in URLs, also not in one of several", () => {
		expect(maskedValue("GOPROXY", "https://proxy.golang.org,https://me:pw@corp.example/go,direct")).toBe(
			`https://proxy.golang.org,https://${mask}@corp.example/go,direct`,
		);
		expect(maskedValue("X", "https://token@host/a@b")).toBe(`https://${mask}@host/a@b`);
		expect(maskedValue("X", "https://u:p@ss@host/")).toBe(`https://${mask}@host/`);
		expect(maskedValue("X", "https://host/?a=1&access_token=abc&b=2")).toBe(
			`https://host/?a=1&access_token=${mask}&b=2`,
		);
	});

	it("have no password in URLs that holds a slash, while ports, modules and lists stay", () => {
		expect(maskedValue("X", "https://a:b/c@host")).toBe(`https://${mask}@host`);
		for (const plain of [
			"https://host:8080/x@v1",
			"https://host/mod@v1.2.3",
			"https://[::1]:8080/x@v1",
			"https://a.example,https://b.example/x@v1",
		]) {
			expect(maskedValue("X", plain)).toBe(plain);
		}
	});

	it("have no token of a header, written in whichever way", () => {
		expect(maskedValue("X", "Authorization: Bearer abc.def-1")).toBe(`Authorization: Bearer ${mask}`);
		expect(maskedValue("X", '{"authorization":"Basic YTpi","a":1}')).toBe(`{"authorization":"Basic ${mask}","a":1}`);
		expect(maskedValue("X", "Proxy-Authorization: s3cret")).toBe(`Proxy-Authorization: ${mask}`);
		expect(maskedValue("X", "sent bearer eyJhbGciOi.9x")).toBe(`sent bearer ${mask}`);
		expect(maskedValue("X", "the bearer of this")).toBe("the bearer of this");
	});

	it("of an activation are entries in front, values, and what is removed", () => {
		const activation = {
			lists: { PATH: { prepend: ["/a/bin", "/b"], drop: ["/c"] }, XDG_DATA_DIRS: { prepend: [], drop: ["/d"] } },
			variables: { GOROOT: null, CONDA_PREFIX: "/a", API_TOKEN: "abc" },
			terminal: { CONDA_AUTO_ACTIVATE_BASE: "false" },
		};
		expect(maskedVariables(linuxPlaces, activation)).toEqual([
			["PATH", "/a/bin:/b first"],
			["API_TOKEN", mask],
			["CONDA_AUTO_ACTIVATE_BASE", "false"],
			["CONDA_PREFIX", "/a"],
			["GOROOT", "removed"],
		]);
	});
});
