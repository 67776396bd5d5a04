export function packExtension(folder: string): Promise<string>;
export function packCli(folder: string): Promise<string>;
