import { execFileSync, spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { createServer, type IncomingMessage, type RequestListener, request, type Server } from "node:http";
import { createServer as createSecureServer } from "node:https";
import { type AddressInfo, connect, type Socket } from "node:net";
import { join } from "node:path";

export interface WebServer {
	readonly port: number;
	/** `http://127.0.0.1:port`, or https. */
	readonly origin: string;
	close(): Promise<void>;
}

async function listening(server: Server, scheme: string): Promise<WebServer> {
	await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
	const { port } = server.address() as AddressInfo;
	return {
		port,
		origin: `${scheme}://127.0.0.1:${port}`,
		async close() {
			const closed = new Promise((done) => server.close(done));
			server.closeAllConnections();
			await closed;
		},
	};
}

/** A web server on this machine. */
export const webServer = (listener: RequestListener): Promise<WebServer> => listening(createServer(listener), "http");

/** Why a certificate is not available here; undefined if it is. */
export const noCertificate: string | undefined =
	spawnSync("openssl", ["version"]).status === 0 ? undefined : "openssl is missing";

export interface Certificate {
	/** The files of the self-signed certificate and of its key. */
	readonly file: string;
	readonly key: string;
}

/** Creates a certificate for the names `go.example` and `proxy.example` and for 127.0.0.1 in a folder. */
export function certificateIn(folder: string): Certificate {
	const [file, key] = [join(folder, "certificate.pem"), join(folder, "key.pem")];
	const names = "subjectAltName=DNS:go.example,DNS:proxy.example,IP:127.0.0.1";
	execFileSync(
		"openssl",
		`req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2 -subj /CN=go.example -addext ${names} -keyout ${key} -out ${file}`.split(
			" ",
		),
		{ stdio: "ignore" },
	);
	return { file, key };
}

const pemOf = ({ file, key }: Certificate): { cert: string; key: string } => ({
	cert: readFileSync(file, "utf8"),
	key: readFileSync(key, "utf8"),
});

export const secureServer = (certificate: Certificate, listener: RequestListener): Promise<WebServer> =>
	listening(createSecureServer(pemOf(certificate), listener), "https");

export interface ProxyServer extends WebServer {
	/** The requests it received, with their credentials. */
	readonly asked: readonly string[];
	/** The number of open connections. */
	readonly open: number;
}

/**
 * A proxy that connects every request to one port of this machine, for any host name. `status`: it refuses with that status; 0:
 * it accepts connections without responding.
 */
export async function proxyServer(
	target: number,
	{ status, certificate }: { readonly status?: number; readonly certificate?: Certificate } = {},
): Promise<ProxyServer> {
	const asked: string[] = [];
	const note = ({ method, url, headers }: IncomingMessage): void => {
		const [, credentials = ""] = headers["proxy-authorization"]?.split(" ") ?? [];
		asked.push([method, url, Buffer.from(credentials, "base64").toString()].filter(Boolean).join(" "));
	};
	const listener: RequestListener = (incoming, outgoing) => {
		note(incoming);
		if (status === 0) return;
		if (status !== undefined) return void outgoing.writeHead(status).end();
		const { pathname, search } = new URL(incoming.url ?? "");
		const { "proxy-authorization": _, ...headers } = incoming.headers;
		const forwarded = request({ host: "127.0.0.1", port: target, path: pathname + search, headers }, (answer) => {
			outgoing.writeHead(answer.statusCode ?? 0, answer.headers);
			answer.pipe(outgoing);
		});
		forwarded.end();
	};
	const server = certificate === undefined ? createServer(listener) : createSecureServer(pemOf(certificate), listener);
	const sockets = new Set<Socket>();
	server.on("connection", (socket: Socket) => {
		sockets.add(socket);
		socket.on("close", () => sockets.delete(socket));
	});
	server.on("connect", (incoming: IncomingMessage, socket: Socket) => {
		note(incoming);
		socket.on("error", () => {}).on("end", () => socket.end());
		if (status === 0) return void socket.resume();
		if (status !== undefined) return void socket.end(`HTTP/1.1 ${status} No\r\n\r\n`);
		const to = connect(target, "127.0.0.1", () => {
			socket.write("HTTP/1.1 200 Connected\r\nX-More: yes\r\n\r\n");
			to.pipe(socket).pipe(to);
		});
		to.on("error", () => socket.destroy()).on("close", () => socket.resume());
		socket.on("close", () => to.destroy());
	});
	const listened = await listening(server, certificate === undefined ? "http" : "https");
	return {
		...listened,
		asked,
		get open() {
			return sockets.size;
		},
		async close() {
			for (const socket of sockets) socket.destroy();
			await listened.close();
		},
	};
}
