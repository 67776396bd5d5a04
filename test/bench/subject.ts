// What the benchmark measures, as one bundle that Node loads.
export { activateEnvironment } from "../../src/core/activateEnvironment.ts";
export { discover, environmentsOf } from "../../src/core/discovery.ts";
export { readFolder } from "../../src/core/folderState.ts";
export { nodeDisk } from "../../src/host/disk.ts";
export { nodeHost, pathsOf } from "../../src/host/nodeHost.ts";
export { knowledge } from "../../src/knowledge/knowledge.ts";
export { providers } from "../../src/providers/index.ts";
export { writeMachine } from "../fixtures/machine.ts";
