export function cacheFolder(): string;
export function cachedFolder(name: string, fill: (folder: string) => unknown): Promise<string>;
