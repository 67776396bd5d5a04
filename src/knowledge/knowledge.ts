import type { FolderKnowledge } from "../core/folderKnowledge.ts";
import type { Host } from "../core/host.ts";

/** What the capabilities read of a folder, as core asks for it. */
export const knowledge: FolderKnowledge = {
	specificationsOf: () => Promise.resolve({ specifications: [], inputs: [], faults: [] }),
	requirementsOf: () => Promise.resolve({ requirements: [], faults: [], inputs: [] }),
	judged: () => Promise.resolve([]),
	inheritedGo: () => Promise.resolve({ kind: "none" }),
};

/** Whether a folder has a file that some reader of specifications reads. */
export async function hasSpecification(host: Host, folder: string): Promise<boolean> {
	return (await host.find(host.path.join(folder, ".go-version"))) !== undefined;
}
