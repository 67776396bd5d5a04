/** Either `missing`, or all the others. */
export interface CondaChannel {
	readonly missing?: string;
	readonly root?: string;
	readonly conda?: string;
	readonly python?: string;
	readonly channel?: string;
	readonly platform?: string;
}
export function condaChannel(): Promise<CondaChannel>;
export function condaChannelOfGo(version: string): Promise<CondaChannel>;
