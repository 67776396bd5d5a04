import { BlockList, isIP } from "node:net";
import type { Host } from "../core/host.ts";
import { variable } from "../core/variables.ts";

type Variabled = Pick<Host, "platform" | "variables">;

export interface ProxySetting {
	/** The variable that names the proxy. */
	readonly name: string;
	readonly value: string;
}

/**
 * The proxy for an address, by http_proxy, https_proxy, all_proxy and no_proxy: curl's rules, and Go's where curl has none.
 * Lower-case names take precedence; addresses of this machine never use a proxy.
 */
export function proxyFor(host: Variabled, url: URL): ProxySetting | undefined {
	const names = [`${url.protocol.slice(0, -1)}_proxy`, "all_proxy"].flatMap((name) => [name, name.toUpperCase()]);
	const name = names.find((candidate) => setting(host, candidate) !== undefined);
	const value = name === undefined ? undefined : setting(host, name);
	if (name === undefined || value === undefined || isDirect(host, url)) return undefined;
	return { name, value };
}

const setting = (host: Variabled, name: string): string | undefined =>
	variable(host, host.variables, name)?.trim() || undefined;

/** A host name or address in the system's form: IPv6 without brackets. */
export const hostOf = ({ hostname }: URL): string => hostname.replace(/^\[|\]$/g, "").toLowerCase();

/** The port, by default that of the scheme. */
export const portOf = ({ port, protocol }: URL): number =>
	port === "" ? (protocol === "https:" ? 443 : 80) : Number(port);

function isDirect(host: Variabled, url: URL): boolean {
	const name = hostOf(url);
	if (name === "localhost" || name.endsWith(".localhost") || isWithin(name, "127.0.0.0/8") || name === "::1")
		return true;
	const list = setting(host, "no_proxy") ?? setting(host, "NO_PROXY") ?? "";
	return list
		.toLowerCase()
		.split(/[\s,]+/)
		.some((entry) => entry !== "" && covers(entry, name, portOf(url)));
}

/**
 * `*`, `example.com` (with its subdomains), `.example.com`, `*.example.com`, `192.0.2.1`, `192.0.2.0/24`, each with or without
 * a port.
 */
function covers(entry: string, host: string, port: number): boolean {
	if (entry === "*") return true;
	if (entry.includes("/")) return isWithin(host, entry);
	const parts = isIP(entry) === 6 ? undefined : /^(.*):(\d+)$/.exec(entry);
	if (parts?.[2] !== undefined && Number(parts[2]) !== port) return false;
	const name = (parts?.[1] ?? entry).replace(/^\[|\]$/g, "").replace(/^\*?\./, "");
	return host === name || (isIP(host) === 0 && host.endsWith(`.${name}`));
}

function isWithin(host: string, range: string): boolean {
	const [, net = "", bits = ""] = /^(.*)\/(\d+)$/.exec(range) ?? [];
	const family = isIP(net);
	if (family === 0 || family !== isIP(host) || Number(bits) > (family === 4 ? 32 : 128)) return false;
	const type = family === 4 ? "ipv4" : "ipv6";
	const list = new BlockList();
	list.addSubnet(net, Number(bits), type);
	return list.check(host, type);
}
