/** What changes environments, together in a bundle of its own (esbuild.mjs): most sessions only look. */
export { planPrefix } from "./createPrefix.ts";
export { planRemoval } from "./removePrefix.ts";
export { planUpdate } from "./updatePrefix.ts";
