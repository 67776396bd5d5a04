import type { GoEnvironment } from "../../../core/environment.ts";
import { type Fault, FaultError } from "../../../core/fault.ts";
import type { Host } from "../../../core/host.ts";
import { isInside } from "../../../core/isInside.ts";
import { t } from "../../../core/l10n.ts";
import { prefixPlaces } from "../installations.ts";
import { historyOf, isMadeByPixi } from "../prefixRow.ts";

/**
 * Throws not-allowed for a prefix that must not be updated or removed: an installation, one that is frozen (conda-meta/frozen) or
 * pixi's, one that contains the home folder; not-supported for what is not a prefix any more, or only a link to one.
 */
export async function checkChangeable(host: Host, { location, name }: GoEnvironment): Promise<void> {
	const { path } = host;
	const refuse = (kind: Fault["kind"], message: string, text: string): FaultError =>
		new FaultError({ kind, message, remedies: [{ text }] });
	const target = await host.readLink(location);
	if (target !== undefined) {
		throw refuse(
			"not-supported",
			t("{0} is a symbolic link to {1}.", location, target),
			t("Change its target instead."),
		);
	}
	if ((await host.stat(historyOf(host, location)))?.kind !== "file") {
		throw refuse(
			"not-supported",
			t("{0} is not a conda environment.", location),
			t("Refresh the list of environments."),
		);
	}
	const places = prefixPlaces(host);
	const [isInstallation, isPixis] = await host.look((looks) => [
		places.isInstallation(looks, location),
		isMadeByPixi(looks, location, places),
	]);
	const another = t("Create another environment.");
	if (isInstallation || name === "base") {
		const message = t("{0} is an installation of conda or mamba, which other environments need.", location);
		throw refuse("not-allowed", message, another);
	}
	if (isPixis) throw refuse("not-allowed", t("“{0}” is managed by pixi.", name), t("Change it with pixi."));
	if ((await host.stat(path.join(location, "conda-meta", "frozen"))) !== undefined) {
		throw refuse("not-allowed", t("“{0}” is marked as frozen ({1}).", name, "conda-meta/frozen"), another);
	}
	if ([host.home, host.store.folder].some((place) => isInside(host, location, place))) {
		throw refuse("not-allowed", t("{0} contains your home folder.", location), another);
	}
}
