import { seenOrUndefined } from "../core/attempt.ts";
import type { Host, Looks } from "../core/host.ts";
import { setting } from "../core/variables.ts";

/** GOOS and GOARCH of the machine, as in names of toolchain modules: `linux-amd64`. */
export function goPlatform({ platform, architecture }: Pick<Host, "platform" | "architecture">): string {
	const os = platform === "win32" ? "windows" : platform;
	return `${os}-${goArchitectures[architecture] ?? architecture}`;
}

/** Maps Node's names (process.arch) to go's; Node supports only little-endian PowerPC and MIPS. */
const goArchitectures: Readonly<Record<string, string>> = {
	x64: "amd64",
	ia32: "386",
	ppc64: "ppc64le",
	mipsel: "mipsle",
};

/** Whether this is Linux in WSL, which mounts the Windows drives below /mnt. */
export function isWsl(host: Pick<Host, "platform" | "variables">, looks: Looks): boolean {
	if (host.platform !== "linux") return false;
	if (setting(host, "WSL_DISTRO_NAME") !== undefined || setting(host, "WSL_INTEROP") !== undefined) return true;
	return /microsoft/i.test(seenOrUndefined(() => looks.read("/proc/sys/kernel/osrelease")) ?? "");
}

/** Whether a path is on a Windows drive. Only for WSL: elsewhere /mnt/c is an ordinary folder. */
export function isOnWindowsDrive(path: string): boolean {
	return /^\/mnt\/[a-z](?:\/|$)/i.test(path);
}

type Format = "script" | "elf" | "mach-o" | "pe" | "other";

/**
 * Whether a program was built for another system or processor, by its first bytes: a `go` that starts with `MZ` on Linux, a
 * macOS toolchain in a home folder that a container mounts. False if unknown. Throws the host's faults.
 */
export function isForeignProgram(
	host: Pick<Host, "platform" | "architecture">,
	looks: Looks,
	program: string,
): boolean {
	const start = looks.readStart(program, 20);
	if (start === undefined || start.length < 2) return false;
	const format = formatOf(start);
	if (format === "script" || format === "other") return false;
	if (host.platform === "win32") return format !== "pe";
	// under Rosetta, x64 editors can run arm64 programs, and the reverse: the processor does not matter
	if (host.platform === "darwin") return format !== "mach-o";
	return format !== "elf" || isForeignElf(host.architecture, start);
}

function formatOf(start: Uint8Array): Format {
	const magic = Array.from(start.subarray(0, 4), (byte) => byte.toString(16).padStart(2, "0")).join("");
	if (magic === "7f454c46") return "elf";
	if (["cffaedfe", "cefaedfe", "feedfacf", "feedface", "cafebabe", "cafebabf"].includes(magic)) return "mach-o";
	if (magic.startsWith("4d5a")) return "pe";
	return magic.startsWith("2321") ? "script" : "other";
}

/** ELF processors (e_machine) that a machine of Node's architecture can run, including 32-bit programs. */
const elfMachines: Readonly<Record<string, readonly number[]>> = {
	x64: [62, 3],
	ia32: [3, 62],
	arm64: [183, 40],
	arm: [40, 183],
	riscv64: [243],
	ppc64: [21],
	s390x: [22],
	loong64: [258],
};

function isForeignElf(architecture: string, start: Uint8Array): boolean {
	const known = elfMachines[architecture];
	const [low, high] = [start[18], start[19]];
	if (known === undefined || low === undefined || high === undefined) return false;
	const isBigEndian = start[5] === 2;
	return !known.includes(isBigEndian ? low * 256 + high : high * 256 + low);
}
