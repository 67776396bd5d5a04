import type { Provider } from "../core/provider.ts";
import { condaProvider } from "./conda/condaProvider.ts";
import { flakeProvider } from "./flake/flakeProvider.ts";
import { gvmProvider } from "./gvm/gvmProvider.ts";
import { sdkProvider } from "./sdk/sdkProvider.ts";

/** All kinds of environments, in the order in which a version is resolved. */
export const providers: readonly Provider[] = [sdkProvider, gvmProvider, condaProvider, flakeProvider];
