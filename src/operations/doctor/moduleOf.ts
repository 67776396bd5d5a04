import { orUndefined } from "../../core/attempt.ts";
import type { SetUp } from "./setUp.ts";

/** The module in the folder itself. */
export interface FolderModule {
	/** Its go.mod. */
	readonly file: string;
	/** The go.work that applies to it. */
	readonly work?: string;
	/** Whether it requires other modules. */
	readonly requires: boolean;
}

/** The module of the folder; undefined without a go.mod, or with one that cannot be read. */
export async function moduleOf({ host, state }: SetUp): Promise<FolderModule | undefined> {
	const file = host.path.join(state.folder, "go.mod");
	const text = await orUndefined(() => host.read(file));
	if (text === undefined) return undefined;
	const own = state.requirements.find((requirement) => requirement.file === file);
	const deciding = state.requirements.find((requirement) => requirement.decides);
	const isWork = deciding !== undefined && host.path.basename(deciding.file) === "go.work";
	const work = own?.work ?? (isWork ? deciding.file : undefined);
	return { file, requires: /^\s*require\b/m.test(text), ...(work === undefined ? {} : { work }) };
}
