import { type GoEnvironment, versionOf } from "../core/environment.ts";
import { compareGoVersions } from "../core/goVersion.ts";

/**
 * Rows of one provider as people look for them: SDKs and gvm's Gos are their versions, so the newest stands first (a pkgset
 * stays below its Go); conda environments and devShells are known by name.
 */
export function inReadingOrder(rows: readonly GoEnvironment[]): readonly GoEnvironment[] {
	return [...rows].sort((a, b) => {
		if (a.provider === "conda" || a.provider === "flake") return a.name.localeCompare(b.name, "en", { numeric: true });
		const [x, y] = [versionOf(a), versionOf(b)];
		if (x === undefined || y === undefined) return Number(x === undefined) - Number(y === undefined);
		return compareGoVersions(y, x);
	});
}
