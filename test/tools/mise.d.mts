export const miseVersion: string;
export function miseProgram(): Promise<string | undefined>;
