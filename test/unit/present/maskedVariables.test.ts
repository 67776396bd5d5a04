import { describe, expect, it } from "vitest";
import { mask, maskedValue } from "../../../src/core/activation/secrets.ts";
import { maskedVariables } from "../../../src/present/texts/maskedVariables.ts";
import { linuxPlaces } from "../../support/states.ts";

describe("values on the screen", () => {
	it("are masked where the name says that they are secret, whatever its case", () => {
		for (const name of ["GITHUB_TOKEN", "client_secret", "PGPASSWORD", "AWS_ACCESS_KEY_ID", "api_key"]) {
			expect(maskedValue(name, "hunter2"), name).toBe(mask);
		}
		expect(maskedValue("GOROOT", "/usr/lib/go")).toBe("/usr/lib/go");
		expect(maskedValue("GITHUB_TOKEN", "")).toBe("");
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
			["PATH", "/a/bin:/b in front"],
			["API_TOKEN", mask],
			["CONDA_AUTO_ACTIVATE_BASE", "false"],
			["CONDA_PREFIX", "/a"],
			["GOROOT", "removed"],
		]);
	});
});
