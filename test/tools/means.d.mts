export function unpackedMeans(name: string, folder: string): string | undefined;
export const meansMissing: string | undefined;
