export interface Nix {
	readonly version: string;
	readonly program: string;
}
export function nixMissing(): string | undefined;
export function direnvMissing(): string | undefined;
export function nixes(): Promise<readonly Nix[]>;
export function nixVariables(folder: string, program?: string): Record<string, string>;
