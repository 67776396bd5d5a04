/** Either `missing`, or all the others. */
export function condaChannel(): Promise<{
	readonly missing?: string;
	readonly root?: string;
	readonly conda?: string;
	readonly python?: string;
	readonly channel?: string;
	readonly platform?: string;
}>;
