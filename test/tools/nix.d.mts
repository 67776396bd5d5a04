export function nixMissing(): string | undefined;
export function direnvMissing(): string | undefined;
export function nixVariables(folder: string): Record<string, string>;
