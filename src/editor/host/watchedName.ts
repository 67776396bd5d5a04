import type { Paths, Platform } from "../../core/host.ts";

/**
 * A path as it can be compared with what a watcher of the editor tells: that writes a drive in lower case and `\`, and names as
 * they are on the disk, whose case may be ignored (Windows, macOS) and whose accents may be taken apart (macOS).
 */
export function watchedName(platform: Platform, path: Pick<Paths, "normalize">, name: string): string {
	return platform === "linux" ? name : path.normalize(name).normalize("NFC").toLowerCase();
}
