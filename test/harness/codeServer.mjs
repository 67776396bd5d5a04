// Starts and stops code-server, a real VS Code server with its workbench, isolated from the user's own profile.
import { spawn, spawnSync } from "node:child_process";
import { closeSync, existsSync, mkdirSync, mkdtempSync, openSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { codeServer, editors } from "../tools/codeServer.mjs";

/** The VS Code that tests run in, by name: a key of {@link editors}. */
export const editorInUse = () => {
	const name = process.env.GO_ENVIRONMENTS_TEST_EDITOR ?? "newest";
	const editor = editors[name];
	if (editor === undefined) throw new Error(`${name} is no editor: ${Object.keys(editors).join(", ")}`);
	return editor;
};

/** Settings that suppress other messages of a window. */
export const quietSettings = {
	"telemetry.telemetryLevel": "off",
	"workbench.enableExperiments": false,
	"workbench.startupEditor": "none",
	"workbench.tips.enabled": false,
	"workbench.welcomePage.walkthroughs.openOnInstall": false,
	"workbench.secondarySideBar.defaultVisibility": "hidden",
	"extensions.autoCheckUpdates": false,
	"extensions.autoUpdate": false,
	"extensions.ignoreRecommendations": true,
	"chat.disableAIFeatures": true,
	"terminal.integrated.gpuAcceleration": "off",
	"terminal.integrated.defaultProfile.linux": "bash",
	"git.openRepositoryInParentFolders": "never",
};

/** A short path, because it contains sockets, whose paths are limited to 107 bytes. */
export const runFolder = () => mkdtempSync(join(tmpdir(), "ge-"));

/** The variables of the server, and thus of the extension host and its terminals, without those of an outer editor. */
function inherited(extra) {
	const outer = Object.entries(process.env).filter(
		([name]) => !/^(VSCODE_|ELECTRON_|GO_ENVIRONMENTS_ACTIVE)/.test(name),
	);
	return { ...Object.fromEntries(outer), ...extra };
}

/** The same, isolated from the user: a ~/.bashrc would change PATH after VS Code, and our store must not be the user's. */
function isolated(root, extra, home = join(root, "home")) {
	const temporary = join(root, "t");
	mkdirSync(home, { recursive: true });
	mkdirSync(temporary, { recursive: true });
	const { XDG_RUNTIME_DIR: _, ...variables } = inherited({});
	return {
		...variables,
		HOME: home,
		TMPDIR: temporary,
		XDG_CONFIG_HOME: join(home, ".config"),
		XDG_DATA_HOME: join(home, ".local/share"),
		XDG_STATE_HOME: join(home, ".local/state"),
		XDG_CACHE_HOME: join(home, ".cache"),
		EXTENSIONS_GALLERY: '{"serviceUrl":""}', // disables the extension gallery
		...extra,
	};
}

/** `port`, or a free one for 0. Throws if the port is taken: another code-server might respond there. */
function loopbackPort(port) {
	return new Promise((done, fail) => {
		const probe = createServer();
		probe.on("error", ({ code }) =>
			fail(new Error(`Port ${port} cannot be used (${code}). Choose another with PORT.`)),
		);
		probe.listen(port, "127.0.0.1", () => {
			const { port: found } = probe.address();
			probe.close(() => done(found));
		});
	});
}

/** Runs code-server with --version, --list-extensions, --install-extension x.vsix and the like. Returns the exit status. */
export async function runCodeServer(parameters, { stdio = "inherit" } = {}) {
	const { node, entry } = await codeServer(editorInUse());
	const root = runFolder();
	const config = join(root, "config.yaml");
	writeFileSync(config, "cert: false\n");
	const command = [entry, "--config", config, ...parameters];
	const { status } = spawnSync(node, command, { stdio, env: isolated(root, {}) });
	rmSync(root, { recursive: true, force: true });
	return status ?? 1;
}

function commandLine(entry, root, port, options) {
	const config = join(root, "config.yaml");
	writeFileSync(config, "cert: false\n");
	// an old code-server fails on options that it does not know
	const known = readFileSync(join(dirname(entry), "cli.js"), "utf8");
	const idle = options.idleSeconds ?? 120;
	return [
		...[entry, "--config", config, "--bind-addr", `127.0.0.1:${port}`],
		...["--auth", options.password ? "password" : "none"],
		...["--user-data-dir", options.userDataDir, "--extensions-dir", options.extensionsDir],
		...["--disable-telemetry", "--disable-update-check", "--disable-getting-started-override", "--ignore-last-opened"],
		...(known.includes('"vscode-option"') ? ["--vscode-option", "disable-experiments=true"] : []),
		...(options.trust ? [] : ["--disable-workspace-trust"]),
		...(idle > 0 && known.includes('"idle-timeout-seconds"') ? ["--idle-timeout-seconds", String(idle)] : []),
	];
}

/**
 * Starts a server on 127.0.0.1 and waits until it responds. Options: `port` (0: a free one), `password` (without one, everyone
 * with access to the loopback interface has a shell as this user), `userDataDir`, `extensionsDir`, `settings`, `env`, `home`;
 * `ownHome` keeps the user's HOME (for a person, not for tests); `trust` turns Workspace Trust on, so that the workspace starts
 * in Restricted Mode; `userEnv` lets the extension host read PATH from a login shell, as a desktop started by its icon does;
 * `idleSeconds` ends a server whose starter died (0: never).
 */
export async function startCodeServer(options = {}) {
	const { node, entry } = await codeServer(editorInUse());
	const port = await loopbackPort(options.port ?? 0);
	const root = runFolder();
	const userDataDir = options.userDataDir ?? join(root, "user-data");
	const extensionsDir = options.extensionsDir ?? join(root, "extensions");
	const settings = join(userDataDir, "User/settings.json");
	mkdirSync(join(userDataDir, "User"), { recursive: true });
	mkdirSync(extensionsDir, { recursive: true });
	if (!existsSync(settings)) {
		writeFileSync(settings, JSON.stringify({ ...quietSettings, ...options.settings }, null, "\t"));
	}
	const extra = { ...options.env, ...(options.password ? { PASSWORD: options.password } : {}) };
	if (!options.userEnv) extra.VSCODE_CLI = "1"; // as set by `code`: does not start a login shell
	const env = options.ownHome ? inherited(extra) : isolated(root, extra, options.home);
	const parameters = commandLine(entry, root, port, { ...options, userDataDir, extensionsDir });
	const logFile = join(root, "code-server.log");
	const child = started(node, parameters, env, logFile);
	const server = { root, logFile, userDataDir, extensionsDir, authority: `127.0.0.1:${port}`, stop: child.stop };
	await untilItAnswers(server, child);
	return server;
}

function started(program, parameters, env, logFile) {
	const log = openSync(logFile, "a");
	const child = spawn(program, parameters, { env, stdio: ["ignore", log, log], detached: true });
	closeSync(log);
	let end;
	const exited = new Promise((done) => {
		const finish = (how) => {
			end = how;
			done();
		};
		child.on("error", (cause) => finish(cause.message));
		child.on("exit", (status, signal) => finish(`exit status ${status ?? signal}`));
	});
	const signalGroup = (signal) => {
		try {
			process.kill(-child.pid, signal);
		} catch {
			// the process group has ended
		}
	};
	return {
		end: () => end,
		async stop() {
			const force = setTimeout(signalGroup, 5000, "SIGKILL");
			if (end === undefined) signalGroup("SIGTERM");
			await exited;
			clearTimeout(force);
			signalGroup("SIGKILL"); // processes that the server left running
		},
	};
}

async function untilItAnswers(server, child) {
	const deadline = Date.now() + 60_000;
	while (!(await answers(`http://${server.authority}/healthz`))) {
		if (child.end() !== undefined || Date.now() > deadline) {
			const reason = child.end() ?? "no answer in 60 s";
			await child.stop();
			const output = readFileSync(server.logFile, "utf8");
			rmSync(server.root, { recursive: true, force: true });
			throw new Error(`code-server did not start (${reason}).\n${output}`);
		}
		await sleep(50);
	}
}

async function answers(url) {
	try {
		return (await fetch(url)).ok;
	} catch {
		return false;
	}
}
