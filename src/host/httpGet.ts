import type { IncomingMessage } from "node:http";
import type { SecureContext } from "node:tls";
import type { Host, Log } from "../core/host.ts";
import { t } from "../core/l10n.ts";
import { connectionFault, fetchFault, shownUrl } from "./fetchFault.ts";
import { contextOf, proxyAgent } from "./proxyAgent.ts";
import { proxyFor } from "./proxyFor.ts";

export interface GetRequest {
	readonly url: URL;
	readonly headers: Readonly<Record<string, string>>;
	/** Its reason is thrown. */
	readonly signal: AbortSignal;
	/** Called whenever data arrives. */
	alive(): void;
}

/** A response other than a redirect, whose content is not read yet. The caller must destroy it. */
export interface GetAnswer {
	/** The address after redirects. */
	readonly url: URL;
	readonly proxy: URL | undefined;
	readonly response: IncomingMessage;
}

export interface GetOptions extends Pick<Host, "platform" | "variables" | "read"> {
	readonly log: Log;
}

/** The same limit as in browsers. */
const maxRedirects = 20;
/** Four times the size of a system's certificate file. */
const maxCertificateBytes = 4 << 20;

/** Requests an address and follows redirects. Throws network, not-supported, and the reason of the signal. */
export async function httpGet(options: GetOptions, request: GetRequest): Promise<GetAnswer> {
	const secureContext = await trusted(options);
	let { url, headers } = request;
	for (let redirects = 0; redirects <= maxRedirects; redirects++) {
		const proxy = proxyUrl(options, url);
		const response = await getOnce({ ...request, url, headers }, proxy, secureContext);
		const { location } = response.headers;
		const status = response.statusCode ?? 0;
		if (![301, 302, 303, 307, 308].includes(status) || location === undefined) return { url, proxy, response };
		response.destroy();
		const next = redirected(url, location);
		options.log.debug(`${shownUrl(url)} redirects (${status}) to ${shownUrl(next)}`);
		// do not send credentials to another server
		if (next.origin !== url.origin) headers = withoutCredentials(headers);
		url = next;
	}
	throw fetchFault(t("{0} redirects too many times.", shownUrl(request.url)));
}

const withoutCredentials = (headers: GetRequest["headers"]): GetRequest["headers"] =>
	Object.fromEntries(Object.entries(headers).filter(([name]) => !/^(?:authorization|cookie)$/i.test(name)));

function redirected(url: URL, location: string): URL {
	const next = URL.canParse(location, url.href) ? new URL(location, url) : undefined;
	if (next === undefined || !isWeb(next)) {
		throw fetchFault(t("{0} redirects to an invalid address.", shownUrl(url)));
	}
	if (url.protocol === "https:" && next.protocol === "http:") {
		throw fetchFault(t("{0} redirects to an address without encryption ({1}).", shownUrl(url), shownUrl(next)));
	}
	return next;
}

export const isWeb = ({ protocol }: URL): boolean => protocol === "http:" || protocol === "https:";

/** A value without a scheme is an http proxy, as in other tools. */
function proxyUrl(options: GetOptions, url: URL): URL | undefined {
	const found = proxyFor(options, url);
	if (found === undefined) return undefined;
	const address = found.value.includes("://") ? found.value : `http://${found.value}`;
	if (!URL.canParse(address) || new URL(address).hostname === "") {
		throw fetchFault(t("The value of {0} is not the address of a proxy.", found.name));
	}
	const proxy = new URL(address);
	if (isWeb(proxy)) return proxy;
	const message = t("The proxy {0} is not supported ({1}).", `${proxy.protocol}//${proxy.host}`, found.name);
	throw fetchFault(message, t("Use an http or https proxy."), "not-supported");
}

async function getOnce(
	{ url, headers, signal, alive }: GetRequest,
	proxy: URL | undefined,
	secureContext: SecureContext | undefined,
): Promise<IncomingMessage> {
	signal.throwIfAborted();
	const { request } = url.protocol === "https:" ? await import("node:https") : await import("node:http");
	const agent = proxy === undefined ? false : await proxyAgent(proxy, url, { secureContext, signal });
	try {
		return await new Promise<IncomingMessage>((done, fail) => {
			// a request that waits for its agent does not react to the signal
			signal.addEventListener("abort", fail, { once: true });
			const sent = request(url, {
				agent,
				headers: { ...defaultHeaders, ...headers },
				signal,
				...contextOf({ secureContext }),
			});
			sent.on("response", (response) => {
				signal.removeEventListener("abort", fail);
				alive();
				done(response);
			});
			sent.on("error", fail);
			sent.end();
		});
	} catch (cause) {
		signal.throwIfAborted();
		throw connectionFault(url, proxy, cause);
	}
}

/** Without compression: size and checksum are those of the transferred bytes. */
const defaultHeaders = { "User-Agent": "go-environments", "Accept-Encoding": "identity" };

/**
 * The certificates of SSL_CERT_FILE in addition to Node's own (including NODE_EXTRA_CA_CERTS); undefined if not set. The
 * documented option `ca` replaces all others, and parsing those again blocks for 150 ms; VS Code's own proxy support uses the
 * same call as here.
 */
async function trusted({ variables, read, log }: GetOptions): Promise<SecureContext | undefined> {
	const file = variables["SSL_CERT_FILE"];
	if (!file) return undefined;
	const { createSecureContext } = await import("node:tls");
	const context = createSecureContext();
	try {
		const text = await read(file, maxCertificateBytes);
		const { addCACert } = context.context as { readonly addCACert?: unknown };
		if (text !== undefined && typeof addCACert === "function") addCACert.call(context.context, text);
	} catch (cause) {
		log.warn(`the certificates of ${file} are not used: ${cause}`);
	}
	return context;
}
