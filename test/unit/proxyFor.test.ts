import { describe, expect, it } from "vitest";
import type { Platform, Variables } from "../../src/core/host.ts";
import { proxyFor } from "../../src/host/proxyFor.ts";

const proxy = (address: string, variables: Variables, platform: Platform = "linux"): string | undefined =>
	proxyFor({ platform, variables }, new URL(address))?.value;

describe("the proxy for an address", () => {
	it.each<[string, Variables, string | undefined]>([
		["https://go.dev", {}, undefined],
		["https://go.dev", { HTTPS_PROXY: "a" }, "a"],
		["https://go.dev", { https_proxy: "a", HTTPS_PROXY: "b", ALL_PROXY: "c" }, "a"],
		["https://go.dev", { https_proxy: " ", HTTPS_PROXY: "", all_proxy: "c" }, "c"],
		["https://go.dev", { HTTP_PROXY: "a" }, undefined],
		["http://go.dev", { HTTP_PROXY: "a", HTTPS_PROXY: "b" }, "a"],
		["http://go.dev", { http_proxy: "a" }, "a"],
		["http://go.dev", { ALL_PROXY: "a" }, "a"],
	])("%s with %j is %s", (address, variables, expected) => {
		expect(proxy(address, variables)).toBe(expected);
	});

	it("is found in whatever case Windows has its names", () => {
		expect(proxy("https://go.dev", { Https_Proxy: "a" }, "win32")).toBe("a");
		expect(proxy("https://go.dev", { Https_Proxy: "a" })).toBeUndefined();
	});

	it.each(["http://localhost:1", "https://a.localhost", "http://127.0.0.1", "http://127.9.9.9", "http://[::1]:8080"])(
		"is none for this machine itself: %s",
		(address) => {
			expect(proxy(address, { ALL_PROXY: "a" })).toBeUndefined();
		},
	);

	it.each<[string, string, boolean]>([
		["https://go.dev", "*", true],
		["https://go.dev", "go.dev", true],
		["https://GO.dev", "example.com, Go.Dev", true],
		["https://dl.go.dev", "go.dev", true],
		["https://dl.go.dev", ".go.dev", true],
		["https://go.dev", ".go.dev", true],
		["https://dl.go.dev", "*.go.dev", true],
		["https://mygo.dev", "go.dev", false],
		["https://go.dev", "dl.go.dev", false],
		["https://go.dev", "go.dev:443", true],
		["https://go.dev:8443", "go.dev:443", false],
		["https://go.dev:8443", "go.dev:443 go.dev:8443", true],
		["https://10.1.2.3", "10.1.2.3", true],
		["https://10.1.2.3", "2.3", false],
		["https://10.1.2.3", "10.0.0.0/8", true],
		["https://11.1.2.3", "10.0.0.0/8", false],
		["https://[fd00::1]", "fd00::/8", true],
		["https://[fd00::1]", "fd00::1", true],
		["https://[fd00::1]:8443", "[fd00::1]:8443", true],
		["https://[fd00::1]", "[fd00::1]:8443", false],
		["https://go.dev", "10.0.0.0/8", false],
		["https://10.1.2.3", "10.0.0.0/99,nonsense/8,/", false],
		["https://go.dev", "", false],
	])("%s with NO_PROXY=%s is gone to directly: %s", (address, list, isDirect) => {
		for (const name of ["NO_PROXY", "no_proxy"]) {
			expect(proxy(address, { HTTPS_PROXY: "a", [name]: list })).toBe(isDirect ? undefined : "a");
		}
	});
});
