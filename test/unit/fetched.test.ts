import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import type { RequestListener, ServerResponse } from "node:http";
import { join } from "node:path";
import { buildSync } from "esbuild";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { FetchRequest, Host, Log, Variables } from "../../src/core/host.ts";
import { nodeHost } from "../../src/host/nodeHost.ts";
import { machine, quietLog, temporaryFolder, trustAll } from "../support/machine.ts";
import { noSmallDisk, smallDisk } from "../support/smallDisk.ts";
import {
	type Certificate,
	certificateIn,
	noCertificate,
	proxyServer,
	secureServer,
	type WebServer,
	webServer,
} from "../support/webServer.ts";

const content = Buffer.alloc(300_000, "0123456789abcdef\n");
const sha256 = createHash("sha256").update(content).digest("hex");
const etag = '"version 1"';

let folder: string;
const servers: { close(): Promise<void> }[] = [];
beforeEach(() => {
	folder = temporaryFolder();
});
afterEach(async () => {
	await Promise.all(servers.splice(0).map((server) => server.close()));
	rmSync(folder, { recursive: true, force: true });
});

async function kept<T extends { close(): Promise<void> }>(server: Promise<T>): Promise<T> {
	servers.push(await server);
	return await server;
}

const serve = (listener: RequestListener): Promise<WebServer> => kept(webServer(listener));
const hostWith = (variables: Variables = {}, log: Log = quietLog): Host =>
	nodeHost({ home: folder, variables, trust: trustAll, log, storeFolder: join(folder, "store") });
const fetch = (request: Partial<FetchRequest> & Pick<FetchRequest, "url">, signal?: AbortSignal) =>
	hostWith().fetch({ timeoutMs: 10_000, maxBytes: 1 << 20, ...request }, signal);
const fault = (kind: string, words = ""): object => ({ fault: { kind, message: expect.stringContaining(words) } });
const at = (name: string): string => join(folder, name);

describe("what is fetched", () => {
	it("is the content as the server has it, with its headers", async () => {
		const heard: unknown[] = [];
		const { origin } = await serve(({ url, headers }, response) => {
			heard.push(url, headers["x-mine"], headers["accept-encoding"]);
			response.writeHead(200, { "Content-Length": content.length, ETag: etag, "X-Long": ["a", "b"] }).end(content);
		});
		const told: (readonly [number, number | undefined])[] = [];
		const fetched = await fetch({
			url: `${origin}/a?b=c#d`,
			headers: { "X-Mine": "yes" },
			sha256,
			onProgress: (...progress) => void told.push(progress),
		});
		expect(Buffer.from(fetched.content).equals(content)).toBe(true);
		expect(fetched).toMatchObject({ url: `${origin}/a?b=c#d`, size: content.length });
		expect(fetched.headers).toMatchObject({ etag, "x-long": "a, b" });
		expect(heard).toEqual(["/a?b=c", "yes", "identity"]);
		expect(told.at(-1)).toEqual([content.length, content.length]);
		expect(told.map(([received]) => received)).toEqual(
			[...new Set(told.map(([received]) => received))].sort((a, b) => a - b),
		);
	});

	it("is taken also where the server does not say how much there is", async () => {
		const { origin } = await serve((_, response) => {
			response.write("one ");
			response.end("two");
		});
		const onProgress = vi.fn();
		const fetched = await fetch({ url: origin, onProgress });
		expect(Buffer.from(fetched.content).toString()).toBe("one two");
		expect(onProgress).toHaveBeenLastCalledWith(7, undefined);
	});

	it("lies where redirects lead; who we are is told only to whom we asked", async () => {
		const heard: unknown[] = [];
		const other = await serve(({ headers }, response) => {
			heard.push(headers.authorization, headers.cookie, headers["x-mine"]);
			response.end("here");
		});
		const { origin } = await serve(({ url, headers }, response) => {
			heard.push(headers.authorization);
			const location = url === "/a" ? "b" : `${other.origin}/c`;
			response.writeHead(url === "/a" ? 302 : 308, { Location: location }).end("elsewhere");
		});
		const headers = { Authorization: "Bearer x", Cookie: "y", "X-Mine": "z" };
		const fetched = await fetch({ url: `${origin}/a`, headers });
		expect(fetched).toMatchObject({ url: `${other.origin}/c`, size: 4 });
		expect(heard).toEqual(["Bearer x", "Bearer x", undefined, undefined, "z"]);
	});

	it("is asked for with the credentials of its address, which no message and no log shows", async () => {
		const words = vi.fn();
		const { origin } = await serve(({ headers }, response) => {
			response.writeHead(headers.authorization === `Basic ${btoa("me:secret")}` ? 404 : 401).end();
		});
		const url = `${origin.replace("://", "://me:secret@")}/a?token=secret`;
		const log = { debug: words, info: words, warn: words, error: words };
		const fetching = hostWith({}, log).fetch({ url, timeoutMs: 10_000, maxBytes: 10 });
		await expect(fetching).rejects.toMatchObject(fault("network", `${origin}/a?… does not exist (404)`));
		await expect(fetching).rejects.not.toThrow("secret");
		expect(JSON.stringify(words.mock.calls)).not.toContain("secret");
	});
});

describe("what cannot be fetched is a fault in words:", () => {
	it.each([
		[404, "does not exist (404)"],
		[410, "does not exist (410)"],
		[403, "denied (403)"],
		[429, "too many requests (429)"],
		[503, "reported an internal error (503)"],
		[204, "unexpected status (204)"],
		[304, "unexpected status (304)"],
		[302, "unexpected status (302)"],
	])("the status %s", async (status, words) => {
		const { origin } = await serve((_, response) => void response.writeHead(status).end());
		await expect(fetch({ url: origin })).rejects.toMatchObject(fault("network", words));
		await expect(fetch({ url: origin, file: at("file") })).rejects.toMatchObject(fault("network", words));
		expect(readdirSync(folder)).toEqual([]);
	});

	it("too many redirects, or to what is no address of the web", async () => {
		const { origin } = await serve(({ url }, response) => {
			const location = url === "/loop" ? "/loop" : url === "/file" ? "file:///etc/passwd" : "http://[";
			response.writeHead(302, { Location: location }).end();
		});
		await expect(fetch({ url: `${origin}/loop` })).rejects.toMatchObject(fault("network", "too many times"));
		for (const name of ["file", "broken"]) {
			await expect(fetch({ url: `${origin}/${name}` })).rejects.toMatchObject(fault("network", "an invalid address"));
		}
	});

	it("another scheme, or none", async () => {
		for (const url of ["ftp://go.example/a", "file:///etc/passwd", "nonsense"]) {
			await expect(fetch({ url })).rejects.toMatchObject(fault("not-supported", "not an http or https address"));
		}
	});

	it("no server, or no such host", async () => {
		const closed = await webServer(() => {});
		await closed.close();
		await expect(fetch({ url: closed.origin })).rejects.toMatchObject(fault("network", "refused the connection"));
		await expect(fetch({ url: "http://go.invalid/" })).rejects.toMatchObject(fault("network", "go.invalid"));
	});

	it("a server that hangs: before it answers, and in the middle", async () => {
		const { origin } = await serve(({ url }, response) => {
			if (url === "/middle") response.writeHead(200, { "Content-Length": 100 }).write("x");
		});
		const words = "sent nothing for 0.2 s";
		for (const name of ["start", "middle"]) {
			const request = { url: `${origin}/${name}`, silenceTimeoutMs: 200 };
			await expect(fetch(request)).rejects.toMatchObject(fault("timed-out", words));
		}
	});

	it("a server that is slow: each of its signs of life is one, but not for ever", async () => {
		const { origin } = await serve(({ url }, response) => {
			let left = url === "/ends" ? 30 : 1000;
			response.writeHead(200);
			const timer = setInterval(() => {
				response.write("x");
				left--;
				if (left === 0) response.end();
				if (left === 0 || response.destroyed) clearInterval(timer);
			}, 50);
		});
		expect((await fetch({ url: `${origin}/ends`, silenceTimeoutMs: 1000 })).size).toBe(30);
		const late = fetch({ url: origin, silenceTimeoutMs: 1000, timeoutMs: 1500 });
		await expect(late).rejects.toMatchObject(fault("timed-out", "timed out after 1.5 s"));
	});

	it("a connection that is cut", async () => {
		const { origin } = await serve(({ socket, url }, response) => {
			if (url === "/middle") response.writeHead(200, { "Content-Length": 100 }).write("x", () => socket.destroy());
			else socket.destroy();
		});
		for (const name of ["start", "middle"]) {
			await expect(fetch({ url: `${origin}/${name}` })).rejects.toMatchObject(fault("network", "was interrupted"));
		}
	});

	it("more than is wanted, whether the server says so or not", async () => {
		const { origin } = await serve(({ url }, response) => {
			response.writeHead(200, url === "/told" ? { "Content-Length": content.length } : {}).end(content);
		});
		for (const name of ["told", "untold"]) {
			const request = { url: `${origin}/${name}`, maxBytes: content.length - 1 };
			await expect(fetch(request)).rejects.toMatchObject(fault("too-large", "larger than 299999 bytes"));
			await expect(fetch({ ...request, file: at("file") })).rejects.toMatchObject(fault("too-large"));
			expect((await fetch({ ...request, maxBytes: content.length })).size).toBe(content.length);
		}
		expect(readdirSync(folder)).toEqual([]);
	});

	it("another checksum", async () => {
		const { origin } = await serve((_, response) => void response.writeHead(200, { ETag: etag }).end("other"));
		await expect(fetch({ url: origin, sha256 })).rejects.toMatchObject(fault("malformed", "checksum"));
		writeFileSync(at("file"), "old");
		await expect(fetch({ url: origin, sha256, file: at("file") })).rejects.toMatchObject(
			fault("malformed", "checksum"),
		);
		expect(readFileSync(at("file"), "utf8")).toBe("old");
		expect(readdirSync(folder)).toEqual(["file"]);
	});

	it("a cancel, before and in the middle; the server notices", async () => {
		const gone = vi.fn();
		const { origin } = await serve((_, response) => {
			response.on("close", gone);
			response.writeHead(200).write("x");
		});
		const words = fault("cancelled", "was cancelled");
		await expect(fetch({ url: origin }, AbortSignal.abort())).rejects.toMatchObject(words);
		await expect(fetch({ url: origin, file: at("file") }, AbortSignal.abort())).rejects.toMatchObject(words);
		expect(gone).not.toHaveBeenCalled();
		const cancel = new AbortController();
		await expect(fetch({ url: origin, onProgress: () => cancel.abort() }, cancel.signal)).rejects.toMatchObject(words);
		await vi.waitFor(() => expect(gone).toHaveBeenCalledOnce(), 10_000);
		expect(readdirSync(folder)).toEqual([]);
	});

	it("but a mistake of our own is thrown as it is", async () => {
		const { origin } = await serve((_, response) => void response.writeHead(200, { ETag: etag }).end("x"));
		const mistake = new TypeError("a mistake");
		const onProgress = (): never => {
			throw mistake;
		};
		await expect(fetch({ url: origin, onProgress })).rejects.toBe(mistake);
		await expect(fetch({ url: origin, onProgress, file: at("file") })).rejects.toBe(mistake);
		expect(readdirSync(folder)).toEqual([]);
	});
});

describe("what is fetched into a file", () => {
	/** The ranges that the server was asked for, and how it behaves. */
	let ranges: (string | undefined)[];
	let behaviour: {
		/** Number of bytes after which it stops sending. */
		hangAfter?: number | undefined;
		etag?: string | undefined;
		ignoresRange?: boolean;
		refusesRange?: boolean;
		wrongRange?: boolean;
		content?: Buffer;
	};
	let url: string;
	let cut: () => void;
	beforeEach(async () => {
		ranges = [];
		behaviour = { etag };
		const send = (response: ServerResponse, body: Buffer): void => {
			cut = () => void response.socket?.destroy();
			if (behaviour.hangAfter === undefined) response.end(body);
			else response.write(body.subarray(0, behaviour.hangAfter));
		};
		const server = await serve(({ headers }, response) => {
			const body = behaviour.content ?? content;
			const version: Record<string, string> = behaviour.etag === undefined ? {} : { ETag: behaviour.etag };
			ranges.push(headers.range);
			const from = Number(/^bytes=(\d+)-$/.exec(headers.range ?? "")?.[1] ?? 0);
			if (from > 0 && behaviour.refusesRange === true) return void response.writeHead(416).end();
			if (from > 0 && headers["if-range"] === behaviour.etag && behaviour.ignoresRange !== true) {
				const start = behaviour.wrongRange === true ? from - 1 : from;
				const range = `bytes ${start}-${body.length - 1}/${body.length}`;
				response.writeHead(206, { ...version, "Content-Range": range, "Content-Length": body.length - start });
				return send(response, body.subarray(start));
			}
			response.writeHead(200, { ...version, "Content-Length": body.length });
			send(response, body);
		});
		url = `${server.origin}/go.tar.gz`;
	});

	const download = (more: Partial<FetchRequest> = {}, signal?: AbortSignal) =>
		fetch({ url, file: at("file"), sha256, ...more }, signal);
	const isWhole = (): boolean => readFileSync(at("file")).equals(content);

	/** A download whose connection is cut after this many bytes, of which the server sends the last ones. */
	async function interrupted(size = 100_000, last = size): Promise<void> {
		behaviour.hangAfter = last;
		const onProgress = (received: number): void => {
			if (received >= size) cut();
		};
		await expect(download({ onProgress })).rejects.toMatchObject(fault("network", "was interrupted"));
		behaviour.hangAfter = undefined;
	}

	it("takes the place of the file when all of it is there", async () => {
		writeFileSync(at("real"), "old");
		symlinkSync("real", at("file"));
		expect(await download()).toMatchObject({ size: content.length, content: new Uint8Array() });
		expect(isWhole()).toBe(true);
		expect(readdirSync(folder).sort()).toEqual(["file", "real"]);
		expect(readFileSync(at("real")).equals(content)).toBe(true);
	});

	it("goes on where it was cut, also in another session, and is checked as a whole", async () => {
		await interrupted();
		expect(readdirSync(folder).sort()).toEqual(["file.part", "file.part.json"]);
		const onProgress = vi.fn();
		await download({ onProgress });
		expect(isWhole()).toBe(true);
		expect(ranges).toEqual([undefined, "bytes=100000-"]);
		expect(onProgress.mock.calls[0]?.[0]).toBeGreaterThan(100_000);
		expect(onProgress).toHaveBeenLastCalledWith(content.length, content.length);
		expect(readdirSync(folder)).toEqual(["file"]);
	});

	it("goes on also after a cancel and after a silence", async () => {
		behaviour.hangAfter = 50_000;
		await expect(download({ silenceTimeoutMs: 1000 })).rejects.toMatchObject(fault("timed-out"));
		const cancel = new AbortController();
		const cancelled = download(
			{ onProgress: (received) => void (received >= 100_000 && cancel.abort()) },
			cancel.signal,
		);
		await expect(cancelled).rejects.toMatchObject(fault("cancelled"));
		behaviour.hangAfter = undefined;
		await download();
		expect(isWhole()).toBe(true);
		expect(ranges).toEqual([undefined, "bytes=50000-", "bytes=100000-"]);
	});

	it("goes on after more than one cut", async () => {
		await interrupted();
		await interrupted(100_001, 1);
		await download();
		expect(ranges).toEqual([undefined, "bytes=100000-", "bytes=100001-"]);
		expect(isWhole()).toBe(true);
	});

	it.each<[string, Partial<typeof behaviour>, number]>([
		["the content has changed", { etag: '"version 2"' }, 2],
		["the server takes no notice of ranges", { ignoresRange: true }, 2],
		["the server refuses ranges", { refusesRange: true }, 3],
		["the server sends another range", { wrongRange: true }, 3],
	])("begins again where %s", async (_, changed, requests) => {
		await interrupted();
		behaviour = { ...behaviour, ...changed };
		await download();
		expect(isWhole()).toBe(true);
		expect(ranges).toHaveLength(requests);
		expect(readdirSync(folder)).toEqual(["file"]);
	});

	it.each([undefined, 'W/"weak"'])("leaves nothing where it cannot go on: the version is %s", async (version) => {
		behaviour.etag = version;
		await interrupted();
		expect(readdirSync(folder)).toEqual([]);
		await download();
		expect(ranges).toEqual([undefined, undefined]);
	});

	it("begins again where the part is of another address, or its note is damaged", async () => {
		await interrupted();
		await download({ url: `${url}?other` });
		await interrupted();
		writeFileSync(at("file.part.json"), "{");
		await download();
		expect(isWhole()).toBe(true);
		expect(ranges).toEqual([undefined, undefined, undefined, undefined]);
	});

	it("is discarded where the rest belongs to something else, which the checksum shows", async () => {
		await interrupted();
		behaviour.content = Buffer.alloc(content.length, "z");
		await expect(download()).rejects.toMatchObject(fault("malformed", "checksum"));
		expect(readdirSync(folder)).toEqual([]);
	});

	it("says what is wrong with the file", async () => {
		await expect(download({ file: at("no/such/file") })).rejects.toMatchObject({
			fault: { kind: "not-writable", file: at("no/such/file"), message: expect.stringContaining("does not exist") },
		});
		mkdirSync(at("file"));
		await expect(download()).rejects.toMatchObject(fault("not-writable"));
		expect(readdirSync(folder)).toEqual(["file"]);
	});

	it("lies on the machine whose host it is, and not on a disk that does not answer", async () => {
		const made = machine({ files: { "/cache/x": "" }, silent: ["/net"] });
		const request = { url, timeoutMs: 10_000, maxBytes: 1 << 20 };
		await made.host.fetch({ ...request, file: "/cache/file" });
		expect(existsSync(join(made.root, "cache/file"))).toBe(true);
		await expect(made.host.fetch({ ...request, file: "/net/file" })).rejects.toMatchObject(fault("disk-silent"));
		made.remove();
	});

	it.skipIf(noSmallDisk !== undefined)(
		`says that the disk is full, and leaves nothing on it (${noSmallDisk ?? "as root"})`,
		async () => {
			const disk = smallDisk(at("disk"), 128);
			try {
				await expect(download({ file: at("disk/file") })).rejects.toMatchObject(fault("not-writable", "is full"));
				expect(readdirSync(at("disk"))).toEqual([]);
			} finally {
				disk.remove();
			}
		},
	);
});

describe("a proxy", () => {
	const answer: RequestListener = ({ headers }, response) =>
		void response.end(`${headers.host} ${headers["proxy-authorization"]}`);
	const through = (variables: Variables, url: string, more: Partial<FetchRequest> = {}, signal?: AbortSignal) =>
		hostWith(variables).fetch({ url, timeoutMs: 10_000, maxBytes: 1 << 20, ...more }, signal);

	it("is asked for what lies on http, by the name that only it knows", async () => {
		const { port } = await serve(answer);
		const proxy = await kept(proxyServer(port));
		for (const credentials of ["me:a%40b", "100%:x"]) {
			const variables = { http_proxy: proxy.origin.replace("://", `://${credentials}@`) };
			const fetched = await through(variables, "http://go.example:8080/a?b");
			expect(Buffer.from(fetched.content).toString()).toBe("go.example:8080 undefined");
		}
		const asked = "GET http://go.example:8080/a?b";
		expect(proxy.asked).toEqual([`${asked} me:a@b`, `${asked} 100%:x`]);
	});

	it("is not asked where NO_PROXY says so, nor for this machine", async () => {
		const { origin } = await serve(answer);
		await through({ http_proxy: "http://127.0.0.1:1" }, origin);
		const direct = through({ http_proxy: "http://127.0.0.1:1", no_proxy: ".invalid" }, "http://go.invalid");
		await expect(direct).rejects.toMatchObject(fault("network", "go.invalid"));
	});

	it("that cannot be used is named", async () => {
		const url = "https://go.example/a";
		const refusing = await kept(proxyServer(1, { status: 407 }));
		const denying = await kept(proxyServer(1, { status: 403 }));
		const closed = await webServer(() => {});
		await closed.close();
		await expect(through({ https_proxy: refusing.origin }, url)).rejects.toMatchObject(
			fault("network", `The proxy 127.0.0.1:${refusing.port} requires a user name and a password (407)`),
		);
		await expect(through({ http_proxy: refusing.origin }, "http://go.example/a")).rejects.toMatchObject(
			fault("network", `The proxy 127.0.0.1:${refusing.port} requires a user name and a password (407)`),
		);
		await expect(through({ https_proxy: denying.origin }, url)).rejects.toMatchObject(
			fault("network", `The proxy 127.0.0.1:${denying.port} did not connect to go.example (403)`),
		);
		await expect(through({ https_proxy: `127.0.0.1:${closed.port}` }, url)).rejects.toMatchObject(
			fault("network", `127.0.0.1:${closed.port} refused the connection`),
		);
		await expect(through({ ALL_PROXY: "socks5://me:secret@127.0.0.1:1080" }, url)).rejects.toMatchObject(
			fault("not-supported", "The proxy socks5://127.0.0.1:1080 is not supported (ALL_PROXY)"),
		);
		await expect(through({ https_proxy: "http://" }, url)).rejects.toMatchObject(fault("network", "https_proxy"));
	});

	it("that hangs is left, and lets go of nobody", async () => {
		const proxy = await kept(proxyServer(1, { status: 0 }));
		const variables = { ALL_PROXY: proxy.origin };
		for (const url of ["https://go.example/a", "http://go.example/a"]) {
			await expect(through(variables, url, { silenceTimeoutMs: 200 })).rejects.toMatchObject(fault("timed-out"));
			const cancel = new AbortController();
			const cancelled = through(variables, url, {}, cancel.signal);
			setTimeout(() => cancel.abort(), 100);
			await expect(cancelled).rejects.toMatchObject(fault("cancelled"));
		}
		expect(proxy.asked).toHaveLength(4);
		await vi.waitFor(() => expect(proxy.open).toBe(0), 10_000);
	});

	describe.skipIf(noCertificate !== undefined)(`and certificates (${noCertificate ?? "a real one"})`, () => {
		let certificate: Certificate;
		let secure: WebServer;
		beforeEach(async () => {
			mkdirSync(at("certificate"));
			certificate = certificateIn(at("certificate"));
			secure = await kept(secureServer(certificate, answer));
		});

		it("a certificate that nobody vouches for is a fault", async () => {
			await expect(through({}, secure.origin)).rejects.toMatchObject(fault("network", "is not trusted"));
		});

		it("SSL_CERT_FILE adds one, and may be wrong", async () => {
			expect((await through({ SSL_CERT_FILE: certificate.file }, secure.origin)).size).toBeGreaterThan(0);
			await expect(through({}, secure.origin)).rejects.toMatchObject(fault("network", "is not trusted"));
			const warn = vi.fn();
			const host = hostWith({ SSL_CERT_FILE: at("certificate") }, { ...quietLog, warn });
			const fetching = host.fetch({ url: secure.origin, timeoutMs: 10_000, maxBytes: 100 });
			await expect(fetching).rejects.toMatchObject(fault("network", "is not trusted"));
			expect(warn).toHaveBeenCalledOnce();
		});

		it("NODE_EXTRA_CA_CERTS adds one by itself, and beside SSL_CERT_FILE", async () => {
			const bundle = at("fetched.cjs");
			const entry = join(import.meta.dirname, "../../src/host/fetched.ts");
			buildSync({ entryPoints: [entry], outfile: bundle, bundle: true, platform: "node", format: "cjs" });
			const script = `
				const log = { debug() {}, warn() {} };
				const read = async (file) => require("fs").readFileSync(file, "utf8");
				const variables = { ...process.env };
				require("./fetched.cjs").fetchWith({ platform: "linux", variables, log, read })(
					{ url: "${secure.origin}", timeoutMs: 5000, maxBytes: 100 },
				).then(({ size }) => console.log(size > 0), (cause) => console.log(cause.message));
			`;
			// the server responds only while we wait without blocking
			const answered = async (variables: Variables): Promise<string> => {
				const { stdout } = await hostWith().run({
					program: process.execPath,
					arguments: ["-e", script],
					folder,
					variables,
					origin: { kind: "machine" },
					timeoutMs: 10_000,
				});
				return stdout;
			};
			const extra = { NODE_EXTRA_CA_CERTS: certificate.file };
			expect(await answered({})).toContain("is not trusted");
			expect(await answered(extra)).toBe("true\n");
			expect(await answered({ ...extra, SSL_CERT_FILE: "/dev/null" })).toBe("true\n");
		});

		it("https goes through a tunnel, end to end", async () => {
			const proxy = await kept(proxyServer(secure.port));
			const variables = { HTTPS_PROXY: proxy.origin.replace("://", "://me:secret@"), SSL_CERT_FILE: certificate.file };
			const fetched = await through(variables, "https://go.example/a");
			expect(Buffer.from(fetched.content).toString()).toBe("go.example undefined");
			expect(proxy.asked).toEqual(["CONNECT go.example:443 me:secret"]);
			await expect(through(variables, "https://other.example/a")).rejects.toMatchObject(
				fault("network", "The certificate of other.example is not trusted"),
			);
			await vi.waitFor(() => expect(proxy.open).toBe(0), 10_000);
		});

		it("the way to the proxy may be encrypted too", async () => {
			const plain = await serve(answer);
			const variables = { SSL_CERT_FILE: certificate.file };
			const toSecure = await kept(proxyServer(secure.port, { certificate }));
			expect((await through({ ...variables, https_proxy: toSecure.origin }, "https://go.example/a")).size).toBe(20);
			const toPlain = await kept(proxyServer(plain.port, { certificate }));
			expect((await through({ ...variables, http_proxy: toPlain.origin }, "http://go.example/a")).size).toBe(20);
			expect([...toSecure.asked, ...toPlain.asked]).toEqual(["CONNECT go.example:443", "GET http://go.example/a"]);
		});

		it("an encrypted address does not lead to one without encryption", async () => {
			const plain = await serve(answer);
			const leading = await kept(
				secureServer(certificate, (_, response) => void response.writeHead(302, { Location: plain.origin }).end()),
			);
			await expect(through({ SSL_CERT_FILE: certificate.file }, leading.origin)).rejects.toMatchObject(
				fault("network", "without encryption"),
			);
		});
	});
});
