import { spawn } from "node:child_process";
import { FaultError } from "../core/fault.ts";
import type { Watchdog } from "../core/host.ts";
import { notStarted } from "./notStarted.ts";

/**
 * Its input is a pipe that only we hold: its end means that we are gone, for whatever reason. `kill -0` waits until the system has
 * ended a group, because what it still writes would come back after the removal. Paths with a read-only folder need two attempts.
 */
const script = `groups= asked=
while read -r word group tenths; do
	case $word in
		watch) groups="$groups $group" ;;
		ask) asked="$asked $group:$tenths" ;;
		done) exit 0 ;;
	esac
done
for one in $asked; do
	group=\${one%:*} tenths=\${one#*:}
	while kill -s TERM -- "-$group" 2>/dev/null && [ "$tenths" -gt 0 ]; do tenths=$((tenths - 1)); sleep 0.1; done
	groups="$groups $group"
done
for group in $groups; do
	kill -s KILL -- "-$group" 2>/dev/null
	tries=0
	while kill -s 0 -- "-$group" 2>/dev/null && [ "$tries" -lt 5 ]; do tries=$((tries + 1)); sleep 1; done
done
for path in "$@"; do
	rm -rf -- "$path" 2>/dev/null || { chmod -R u+rwX -- "$path" 2>/dev/null; sleep 1; rm -rf -- "$path"; } || exit 1
done`;

/** `Host.watchdog`. Throws process-failed. */
export async function watchdogOver(paths: readonly string[]): Promise<Watchdog> {
	if (process.platform === "win32") return { watch() {}, dispose() {} };
	const child = spawn("/bin/sh", ["-c", script, "sh", ...paths], {
		cwd: "/",
		detached: true, // a signal to our process group must not end it
		stdio: ["pipe", "ignore", "ignore"],
		env: { PATH: "/usr/bin:/bin:/usr/sbin:/sbin" },
	});
	await new Promise<void>((done, fail) => child.once("spawn", done).once("error", fail)).catch((cause: unknown) => {
		throw cause instanceof FaultError ? cause : notStarted("/bin/sh", cause);
	});
	child.on("error", () => {});
	child.stdin.on("error", () => {}); // it was killed; what it would do is then left to the next run
	child.unref();
	return {
		watch: (pid, graceMs = 0) =>
			void child.stdin.write(graceMs === 0 ? `watch ${pid}\n` : `ask ${pid} ${Math.ceil(graceMs / 100)}\n`),
		dispose: () => void child.stdin.end("done\n"),
	};
}
