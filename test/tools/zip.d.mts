export function namesInZip(file: string): Promise<string[]>;
export function unpackZip(
	file: string,
	folder: string,
	placeOf: (name: string) => { readonly path: string; readonly executable: boolean } | undefined,
): Promise<void>;
