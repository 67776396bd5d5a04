import type { KnownSkip } from "./tools/skips.mjs";
export const knownSkips: readonly KnownSkip[];
