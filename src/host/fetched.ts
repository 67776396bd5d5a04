import { createHash } from "node:crypto";
import { withoutCredentials } from "../core/activation/secrets.ts";
import { FaultError, faultOf } from "../core/fault.ts";
import type { Fetched, FetchRequest, Host } from "../core/host.ts";
import { t } from "../core/l10n.ts";
import { connectionFault, fetchFault, shownUrl, statusFault } from "./fetchFault.ts";
import { type GetAnswer, type GetOptions, httpGet, isWeb } from "./httpGet.ts";
import { openPart, type PartFile } from "./partFile.ts";
import { writeFault } from "./writeFault.ts";

const defaultSilenceMs = 30_000;

export interface FetchOptions extends GetOptions {
	/** The real path of a file. Throws disk-silent. */
	placeOf(file: string): Promise<string>;
}

/** One call of `fetch`. */
interface Fetching {
	readonly options: FetchOptions;
	readonly request: FetchRequest;
	readonly url: URL;
	readonly stop: Stop;
}

/** Aborts a download. */
interface Stop {
	/** Its reason is the fault. */
	readonly signal: AbortSignal;
	/** Call this whenever data arrives. */
	alive(): void;
	end(): void;
}

/** `Host.fetch`. */
export function fetchWith(options: FetchOptions): Host["fetch"] {
	return async (request, signal) => {
		const url = URL.canParse(request.url) ? new URL(request.url) : undefined;
		if (url === undefined || !isWeb(url)) {
			const shown = url === undefined ? withoutCredentials(request.url) : shownUrl(url);
			throw fetchFault(t("{0} is not an http or https address.", shown), undefined, "not-supported");
		}
		const stop = stopOf(url, request, signal);
		const fetching: Fetching = { options, request, url, stop };
		try {
			const { file } = request;
			const fetched = file === undefined ? await toMemory(fetching) : await toFile(fetching, file);
			options.log.debug(`${shownUrl(url)} was fetched: ${fetched.size} bytes`);
			return fetched;
		} finally {
			stop.end();
		}
	};
}

function stopOf(url: URL, { timeoutMs, silenceTimeoutMs = defaultSilenceMs }: FetchRequest, outer?: AbortSignal): Stop {
	const controller = new AbortController();
	const end = (kind: "timed-out" | "cancelled", message: string): void =>
		controller.abort(new FaultError({ kind, message }));
	const cancel = (): void => end("cancelled", t("The download of {0} was cancelled.", shownUrl(url)));
	const late = setTimeout(
		() => end("timed-out", t("The download of {0} timed out after {1} s.", shownUrl(url), timeoutMs / 1000)),
		timeoutMs,
	);
	const silent = setTimeout(
		() => end("timed-out", t("{0} sent nothing for {1} s.", url.host, silenceTimeoutMs / 1000)),
		silenceTimeoutMs,
	);
	outer?.addEventListener("abort", cancel);
	if (outer?.aborted === true) cancel();
	return {
		signal: controller.signal,
		alive: () => void silent.refresh(),
		end() {
			clearTimeout(late);
			clearTimeout(silent);
			outer?.removeEventListener("abort", cancel);
		},
	};
}

async function toMemory(fetching: Fetching): Promise<Fetched> {
	const answer = await get(fetching, {});
	try {
		const { statusCode = 0 } = answer.response;
		if (statusCode !== 200) throw statusFault(answer.url, statusCode, answer.proxy);
		const parts: Uint8Array[] = [];
		const size = await receive(fetching, answer, 0, (part) => void parts.push(part));
		const content = Buffer.concat(parts);
		checkSum(fetching, () => createHash("sha256").update(content).digest("hex"));
		return fetchedFrom(answer, size, content);
	} finally {
		answer.response.destroy();
	}
}

async function toFile(fetching: Fetching, file: string): Promise<Fetched> {
	const { options, url, stop } = fetching;
	stop.signal.throwIfAborted();
	const at = await options.placeOf(file);
	const part = await onDisk(file, () => openPart(at, url.href, stop.alive));
	try {
		const answer = await rest(fetching, file, part);
		try {
			const size = await receive(fetching, answer, part.size, (bytes) => onDisk(file, () => part.append(bytes)));
			checkSum(fetching, part.digest);
			await onDisk(file, part.finish);
			return fetchedFrom(answer, size, new Uint8Array());
		} finally {
			answer.response.destroy();
		}
	} catch (cause) {
		const canGoOn = ["network", "timed-out", "cancelled"].includes(faultOf(cause)?.kind ?? "");
		await onDisk(file, canGoOn ? part.leave : part.discard);
		throw cause;
	}
}

/** Requests the missing part, or everything if that is not possible (RFC 9110, sections 13.1.5 and 14.2). */
async function rest(fetching: Fetching, file: string, part: PartFile): Promise<GetAnswer> {
	const isPart = part.etag !== undefined;
	const answer = await get(fetching, isPart ? { Range: `bytes=${part.size}-`, "If-Range": part.etag } : {});
	const { statusCode = 0, headers } = answer.response;
	try {
		if (isPart && statusCode === 206 && headers["content-range"]?.startsWith(`bytes ${part.size}-`) === true) {
			return answer;
		}
		if (statusCode === 200) {
			await onDisk(file, () => part.restart(strong(headers.etag)));
			return answer;
		}
		if (!(isPart && [206, 416].includes(statusCode))) throw statusFault(answer.url, statusCode, answer.proxy);
	} catch (cause) {
		answer.response.destroy();
		throw cause;
	}
	answer.response.destroy();
	await onDisk(file, () => part.restart(undefined));
	return await rest(fetching, file, part);
}

/** A weak ETag may be equal for contents with different bytes. */
const strong = (etag: string | undefined): string | undefined => (etag?.startsWith('"') === true ? etag : undefined);

const get = (
	{ options, request, url, stop }: Fetching,
	headers: Readonly<Record<string, string>>,
): Promise<GetAnswer> =>
	httpGet(options, { url, headers: { ...request.headers, ...headers }, signal: stop.signal, alive: stop.alive });

/** Reads the content of a response; resolves to the total size in bytes, of which `before` already exist. */
async function receive(
	{ request, stop }: Fetching,
	answer: GetAnswer,
	before: number,
	take: (part: Uint8Array) => Promise<void> | void,
): Promise<number> {
	const { maxBytes, onProgress } = request;
	const length = answer.response.headers["content-length"];
	const total = length === undefined ? undefined : before + Number(length);
	const checkSize = (size: number): void => {
		if (size <= maxBytes) return;
		const message = t("{0} is larger than {1} bytes, so it was not downloaded.", shownUrl(answer.url), maxBytes);
		throw fetchFault(message, undefined, "too-large");
	};
	checkSize(total ?? 0);
	let size = before;
	for await (const part of contentOf(answer, stop.signal)) {
		size += part.length;
		checkSize(size);
		await take(part);
		stop.alive();
		onProgress?.(size, total);
	}
	return size;
}

async function* contentOf({ url, response }: GetAnswer, signal: AbortSignal): AsyncGenerator<Uint8Array> {
	try {
		for await (const part of response) yield part as Buffer;
	} catch (cause) {
		signal.throwIfAborted();
		throw connectionFault(url, undefined, cause);
	}
}

function checkSum({ request, url }: Fetching, digest: () => string): void {
	if (request.sha256 === undefined || request.sha256 === digest()) return;
	throw fetchFault(
		t("{0} does not have the expected checksum, so it was discarded.", shownUrl(url)),
		t("Try again. If it fails again, do not trust this source."),
		"malformed",
	);
}

function fetchedFrom({ url, response }: GetAnswer, size: number, content: Uint8Array): Fetched {
	const headers = Object.entries(response.headers).map(([name, value]) => [name, `${value}`] as const);
	return { url: url.href, headers: Object.fromEntries(headers), size, content };
}

/** Runs an access to the file; system errors become faults of the file. */
async function onDisk<T>(file: string, act: () => Promise<T>): Promise<T> {
	try {
		return await act();
	} catch (cause) {
		throw cause instanceof Error && "code" in cause ? writeFault(file, cause) : cause;
	}
}
