import type { Host } from "../../core/host.ts";
import { setting } from "../../core/variables.ts";
import { gorootOfProgram } from "../../goroot/gorootOfProgram.ts";
import { plainPath } from "../../goroot/plainPath.ts";
import type { Found } from "./candidate.ts";
import { faultsOf } from "./versionFolders.ts";

/**
 * The Go of Guix's profiles: the user's, that of Guix Home, and the system's (Guix manual, Invoking guix package and guix home).
 * A profile links what is in `/gnu/store/<hash>-go-<version>`, which is the GOROOT and has no VERSION (gnu/packages/golang.scm:
 * the build removes it, and GOROOT_FINAL is the package's folder).
 */
export async function* guixGos(host: Host): AsyncGenerator<Found> {
	const own = setting(host, "GUIX_PROFILE");
	const profiles = [
		...(own !== undefined && host.path.isAbsolute(own) ? [plainPath(host, own)] : []),
		host.path.join(host.home, ".guix-profile"),
		host.path.join(host.home, ".guix-home", "profile"),
		"/run/current-system/profile",
	];
	for (const profile of profiles) yield* goOfProfile(host, profile);
}

const goOfProfile = (host: Host, profile: string): AsyncIterable<Found> =>
	faultsOf(async function* () {
		const program = host.path.join(profile, "bin", "go");
		yield { kind: "place", path: profile };
		if ((await host.stat(program)) === undefined) return;
		const located = await gorootOfProgram(host, program);
		if (located !== undefined) yield { kind: "candidate", ...located };
	});
