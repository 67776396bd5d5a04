import type { Verb } from "./verb.ts";
import { allow } from "./verbs/allow.ts";
import { create } from "./verbs/create.ts";
import { doctor } from "./verbs/doctor.ts";
import { env } from "./verbs/env.ts";
import { exec } from "./verbs/exec.ts";
import { list } from "./verbs/list.ts";
import { remove } from "./verbs/remove.ts";
import { reset } from "./verbs/reset.ts";
import { show } from "./verbs/show.ts";
import { update } from "./verbs/update.ts";
import { use } from "./verbs/use.ts";

/** All verbs, in the order in which help lists them. */
export const verbs: readonly Verb[] = [list, show, doctor, use, exec, env, create, update, remove, allow, reset];
