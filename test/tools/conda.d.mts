export const condaVersion: string;
export function condaInstallation(): Promise<
	| { readonly root: string; readonly conda: string; readonly python: string; readonly missing?: undefined }
	| { readonly root?: undefined; readonly missing: string }
>;
