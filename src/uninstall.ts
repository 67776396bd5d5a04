import { dirname } from "node:path";
import { homeFolder } from "./host/homeFolder.ts";
import { currentPlatform } from "./host/nodeHost.ts";
import { removeEditor } from "./host/removeEditor.ts";
import { storeFolder } from "./host/store.ts";

/** The editor runs this with plain Node when it first starts without us. */
async function uninstall(): Promise<void> {
	const variables = Object.fromEntries(
		Object.entries(process.env).filter((entry): entry is [string, string] => entry[1] !== undefined),
	);
	const platform = currentPlatform();
	const store = storeFolder(platform, homeFolder(platform, variables), variables);
	// the bundle is in dist/
	for (const folder of await removeEditor(store, dirname(__dirname))) console.log(`removed ${folder}`);
}

uninstall().catch((cause: unknown) => {
	console.error(cause);
	process.exitCode = 1;
});
