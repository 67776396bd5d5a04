import { FaultError, type FaultKind } from "../core/fault.ts";
import { t } from "../core/l10n.ts";
import { codeOf } from "./codeOf.ts";
import { ProxyRefusal } from "./proxyAgent.ts";

/** An address for display: without credentials, and without parameters, which may contain some. */
export const shownUrl = ({ protocol, host, pathname, search }: URL): string =>
	`${protocol}//${host}${pathname}${search === "" ? "" : "?…"}`;

/** A fault of the kind network unless another is given. */
export function fetchFault(message: string, remedy?: string, kind: FaultKind = "network", cause?: unknown): FaultError {
	return new FaultError(
		{ kind, message, ...(remedy === undefined ? {} : { remedies: [{ text: remedy }] }) },
		{ cause },
	);
}

/** The fault for a response with an unexpected status. */
export function statusFault(url: URL, status: number, proxy: URL | undefined): FaultError {
	const shown = shownUrl(url);
	if (status === 404 || status === 410) return fetchFault(t("{0} does not exist ({1}).", shown, status));
	if (status === 407) return proxyFault(url, proxy ?? url, status);
	if (status === 401 || status === 403) return fetchFault(t("Access to {0} was denied ({1}).", shown, status));
	if (status === 429) {
		return fetchFault(t("{0} received too many requests ({1}).", url.host, status), t("Try again later."));
	}
	if (status >= 500)
		return fetchFault(t("{0} reported an internal error ({1}).", url.host, status), t("Try again later."));
	return fetchFault(t("{0} answered with an unexpected status ({1}).", shown, status));
}

function proxyFault(url: URL, proxy: URL, status: number): FaultError {
	if (status === 407) {
		return fetchFault(
			t("The proxy {0} requires a user name and a password ({1}).", proxy.host, status),
			t("Add them to the address of the proxy: {0}", "http://user:password@host:port"),
		);
	}
	return fetchFault(t("The proxy {0} did not connect to {1} ({2}).", proxy.host, url.host, status));
}

const interrupted = new Set(["ECONNRESET", "ECONNABORTED", "EPIPE", "ETIMEDOUT", "ERR_STREAM_PREMATURE_CLOSE"]);
const certificate = /CERT|SIGNATURE|ISSUER|SELF_SIGNED/;

/** Why a connection failed. `proxy`: set if we connect to a proxy. */
export function connectionFault(url: URL, proxy: URL | undefined, cause: unknown): FaultError {
	if (cause instanceof ProxyRefusal) return proxyFault(url, proxy ?? url, cause.status);
	const code = codeOf(cause);
	const [message, remedy] = wordsFor(url, (proxy ?? url).host, code);
	return fetchFault(message, remedy, "network", cause);
}

function wordsFor(url: URL, host: string, code: string): readonly [message: string, remedy?: string] {
	const check = (): string => t("Check the network connection and the proxy settings (such as HTTPS_PROXY).");
	if (code === "ENOTFOUND" || code === "EAI_AGAIN") return [t("The host {0} could not be found.", host), check()];
	if (code === "ECONNREFUSED") return [t("{0} refused the connection.", host), check()];
	if (/^E(?:HOST|NET)(?:UNREACH|DOWN)$/.test(code)) return [t("{0} cannot be reached.", host), check()];
	if (interrupted.has(code)) return [t("The connection to {0} was interrupted.", host), t("Try again.")];
	if (certificate.test(code)) {
		return [
			t("The certificate of {0} is not trusted ({1}).", url.host, code),
			t(
				"If your network has its own certificate authority, set {0} to its certificate file, then restart.",
				"NODE_EXTRA_CA_CERTS",
			),
		];
	}
	return [t("{0} could not be downloaded ({1}).", shownUrl(url), code)];
}
