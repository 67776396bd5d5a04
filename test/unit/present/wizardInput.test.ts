import { expect, it } from "vitest";
import { typedNameProblem, typedPackagesProblem } from "../../../src/present/creation/wizardInput.ts";

const isTaken = (name: string): boolean => name === "ci";

it.each([
	["", "Enter a name."],
	["  ", "Enter a name."],
	["a b", "“a b” is not a valid name of a conda environment."],
	["base", "“base” is the name of the installation itself."],
	["-x", "“-x” is not a valid name of a conda environment."],
	["a/b", "“a/b” is not a valid name of a conda environment."],
	[" ci ", "An environment “ci” exists already."],
	["ci2", undefined],
])("the name %j is refused while it is typed: %s", (text, problem) => {
	expect(typedNameProblem(text, isTaken)).toBe(problem);
});

it.each([
	["", undefined],
	["golangci-lint  protobuf=5", undefined],
	["gotool -c x", "“-c” is not a package. Write a name with a version, such as go=1.25."],
])("the packages %j are refused while they are typed: %s", (text, problem) => {
	expect(typedPackagesProblem(text)).toBe(problem);
});
