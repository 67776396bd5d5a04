import { type SpecificationReader, specificationKinds } from "../core/specification.ts";
import { environmentYml } from "./environmentYml.ts";
import { flakeNix } from "./flakeNix.ts";
import { goEnvironmentsYaml } from "./goEnvironmentsYaml.ts";
import { goPkgset } from "./goPkgset.ts";
import { goVersionFile } from "./goVersionFile.ts";
import { miseToml } from "./miseToml.ts";
import { prototools } from "./prototools.ts";
import { toolVersions } from "./toolVersions.ts";

/** The readers of all kinds of files, in order of precedence within a folder. */
export const specificationReaders: readonly SpecificationReader[] = [
	goEnvironmentsYaml,
	miseToml,
	toolVersions,
	prototools,
	goVersionFile,
	environmentYml,
	goPkgset,
	flakeNix,
].sort((a, b) => specificationKinds.indexOf(a.kind) - specificationKinds.indexOf(b.kind));
