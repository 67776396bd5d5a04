import type { Agent, ClientRequest } from "node:http";
import type { Socket } from "node:net";
import type { Duplex } from "node:stream";
import type { SecureContext } from "node:tls";
import { hostOf, portOf } from "./proxyFor.ts";

/** A proxy refused the connection; its status says why. */
export class ProxyRefusal extends Error {
	readonly status: number;
	constructor(status: number) {
		super(`the proxy answered ${status}`);
		this.status = status;
	}
}

export interface ProxyOptions {
	/** Trusted certificates for TLS; undefined for Node's own. */
	readonly secureContext: SecureContext | undefined;
	/** Also aborts waiting for the proxy. */
	readonly signal: AbortSignal;
}

/** Limit of a proxy's response to CONNECT; a longer one is not from a proxy. */
const maxHeadBytes = 16 << 10;

/**
 * A Node agent that connects through a proxy: a tunnel for https, proxy requests for http. Everything is in the agent, so that
 * nothing remains if the editor has proxy settings and replaces the agent by its own.
 */
export async function proxyAgent(proxy: URL, target: URL, options: ProxyOptions): Promise<Agent> {
	return target.protocol === "https:" ? await tunnelAgent(proxy, target, options) : await forwardAgent(proxy, options);
}

async function forwardAgent(proxy: URL, options: ProxyOptions): Promise<Agent> {
	const http = await import("node:http");
	const connect = await connectionTo(proxy, options);
	const agent = new http.Agent({ keepAlive: false }) as Agent & AddsRequests;
	const add = agent.addRequest.bind(agent);
	agent.createConnection = connect;
	agent.addRequest = (request, ...rest) => {
		request.path = `http://${request.getHeader("host")}${request.path}`;
		const credentials = credentialsOf(proxy);
		if (credentials !== undefined) request.setHeader("Proxy-Authorization", credentials);
		add(request, ...rest);
	};
	return agent;
}

/** An undocumented method that agents have always had: it gets the request before its headers are sent. */
interface AddsRequests {
	addRequest(request: ClientRequest, ...rest: readonly unknown[]): void;
}

async function tunnelAgent(proxy: URL, target: URL, options: ProxyOptions): Promise<Agent> {
	const https = await import("node:https");
	const connect = await connectionTo(proxy, options);
	const agent = new https.Agent({ keepAlive: false, ...contextOf(options) });
	const secured = agent.createConnection.bind(agent);
	agent.createConnection = (settings, done) => {
		tunnel(connect(), proxy, target).then(
			(socket) => done?.(null, secured({ ...settings, socket } as typeof settings) as Duplex),
			(cause: Error) => done?.(cause, undefined as unknown as Duplex),
		);
		return undefined;
	};
	return agent;
}

/** As an option of Node, which must be absent instead of undefined. */
export const contextOf = ({ secureContext }: Pick<ProxyOptions, "secureContext">): { secureContext?: SecureContext } =>
	secureContext === undefined ? {} : { secureContext };

async function connectionTo(proxy: URL, options: ProxyOptions): Promise<() => Socket> {
	const [net, tls] = await Promise.all([import("node:net"), import("node:tls")]);
	const to = { host: hostOf(proxy), port: portOf(proxy) };
	const servername = net.isIP(to.host) === 0 ? to.host : "";
	return () => {
		const isSecure = proxy.protocol === "https:";
		const socket = isSecure ? tls.connect({ ...to, servername, ...contextOf(options) }) : net.connect(to);
		const abort = (): void => void socket.destroy(new Error("aborted"));
		options.signal.addEventListener("abort", abort, { once: true });
		socket.once("close", () => options.signal.removeEventListener("abort", abort));
		return socket;
	};
}

/** RFC 9110, section 9.3.6. */
function tunnel(socket: Socket, proxy: URL, target: URL): Promise<Socket> {
	const to = `${target.hostname}:${portOf(target)}`;
	const credentials = credentialsOf(proxy);
	const lines = [`CONNECT ${to} HTTP/1.1`, `Host: ${to}`];
	if (credentials !== undefined) lines.push(`Proxy-Authorization: ${credentials}`);
	socket.write(`${lines.join("\r\n")}\r\n\r\n`);
	return new Promise((done, fail) => {
		let head = Buffer.alloc(0);
		const leave = (): void => {
			socket.off("data", read).off("error", refuse).off("close", close);
		};
		const refuse = (cause: Error): void => {
			leave();
			socket.on("error", () => {}).destroy();
			fail(cause);
		};
		const close = (): void => refuse(Object.assign(new Error("the proxy closed"), { code: "ECONNRESET" }));
		const read = (part: Buffer): void => {
			head = Buffer.concat([head, part]);
			const end = head.indexOf("\r\n\r\n");
			if (end < 0 && head.length < maxHeadBytes) return;
			const status = Number(/^HTTP\/1\.\d (\d{3})/.exec(head.toString("latin1"))?.[1] ?? 0);
			if (end < 0 || status < 200 || status > 299) {
				refuse(new ProxyRefusal(status));
				return;
			}
			leave();
			socket.pause();
			if (head.length > end + 4) socket.unshift(head.subarray(end + 4));
			done(socket);
		};
		socket.on("data", read).on("error", refuse).on("close", close);
	});
}

function credentialsOf({ username, password }: URL): string | undefined {
	if (username === "" && password === "") return undefined;
	const text = `${decoded(username)}:${decoded(password)}`;
	return `Basic ${Buffer.from(text).toString("base64")}`;
}

/** Leaves an unencoded `%` unchanged. */
function decoded(text: string): string {
	try {
		return decodeURIComponent(text);
	} catch {
		return text;
	}
}
