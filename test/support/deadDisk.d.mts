export const noDeadDisk: string | undefined;
export function deadDisk(place: string): { remove(): void };
