/** Either `missing`, or `create`. */
export function rattler(): Promise<{
	readonly missing?: string;
	/** `channel`: a URL. */
	readonly create?: (channel: string, prefix: string, ...specs: readonly string[]) => Promise<void>;
}>;
