// What the benchmark measures, as one bundle that Node loads.
export { activateEnvironment } from "../../src/core/activateEnvironment.ts";
export { discover } from "../../src/core/discovery.ts";
export { nodeHost, pathsOf } from "../../src/host/nodeHost.ts";
export { providers } from "../../src/providers/index.ts";
export { writeMachine } from "../fixtures/machine.ts";
