import type { Provider } from "../core/provider.ts";
import { condaProvider } from "./conda/condaProvider.ts";
import { gvmProvider } from "./gvm/gvmProvider.ts";

/** Every kind of environment, in the order in which a version is looked for. */
export const providers: readonly Provider[] = [gvmProvider, condaProvider];
