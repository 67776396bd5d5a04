export const goVersions: readonly string[];
export const smallGoVersions: readonly string[];
export function goToolchain(version: string): Promise<string>;
export function goToolchains(versions?: readonly string[]): Promise<Record<string, string>>;
