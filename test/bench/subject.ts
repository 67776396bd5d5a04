// The code that the benchmark measures, as one bundle for Node.
export { activateEnvironment } from "../../src/core/activation/activateEnvironment.ts";
export { discover, environmentsOf } from "../../src/core/discovery/discovery.ts";
export { readFolder } from "../../src/core/model/readFolder.ts";
export { nodeDisk } from "../../src/host/disk.ts";
export { nodeHost, pathsOf } from "../../src/host/nodeHost.ts";
export { foundRows } from "../../src/present/picker/foundRows.ts";
export { pickerRows } from "../../src/present/picker/pickerRows.ts";
export { providers } from "../../src/providers/index.ts";
export { knowledge } from "../../src/specifications/knowledge.ts";
export { writeMachine } from "../fixtures/machine.ts";
