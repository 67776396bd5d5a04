import type { Verb } from "./verb.ts";
import { list } from "./verbs/list.ts";
import { show } from "./verbs/show.ts";

/** All of the CLI, in the order in which help shows it. */
export const verbs: readonly Verb[] = [list, show];
