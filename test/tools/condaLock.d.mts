/** Either `missing`, or `lock`. */
export function condaLock(): Promise<{
	readonly missing?: string;
	readonly lock?: (conda: string, project: string, home: string) => Promise<void>;
}>;
