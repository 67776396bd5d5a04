import { isStoreOfFolder, storeOfFolder } from "../core/activation/isOfFolder.ts";
import type { GoEnvironment } from "../core/environment.ts";
import { FaultError } from "../core/fault.ts";
import type { Host } from "../core/host.ts";
import { t } from "../core/l10n.ts";
import type { Operation } from "../core/operation.ts";
import type { Provider } from "../core/provider.ts";

export interface AllowBuildsRequest {
	readonly host: Host;
	readonly folder: string;
	readonly providers: readonly Provider[];
	readonly environment: GoEnvironment;
}

/**
 * Remembers that the activation of an environment may build what its definition reads. Throws not-supported where no activation
 * builds, not-writable, and not-allowed for a store that lies in the folder.
 */
export function allowBuilds({ host, folder, providers, environment }: AllowBuildsRequest): Operation<void> {
	const { name } = environment;
	return {
		id: "allowBuilds",
		title: t("Let the evaluation of “{0}” build", name),
		origin: { kind: "machine" },
		exclusive: `builds of ${environment.id}`,
		async run() {
			const provider = providers.find((one) => one.name === environment.provider);
			if (provider?.allowBuilds === undefined) {
				const message = t("“{0}” is activated without building anything.", name);
				throw new FaultError({ kind: "not-supported", message });
			}
			if (await isStoreOfFolder(host, folder)) throw new FaultError(storeOfFolder(host));
			await provider.allowBuilds(host, environment);
		},
	};
}
