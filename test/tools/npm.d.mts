export function npm(parameters: readonly string[], options?: { readonly cwd?: string }): Promise<string>;
export function npmInstall(folder: string, packages: readonly string[]): Promise<void>;
