/** Represents a byte that is not UTF-8 as in Python (PEP 383): a lone surrogate, which valid text does not contain. */
const rawStart = 0xdc00;
const raw = /[\udc80-\udcff]/;

const strict = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

/** Text that keeps bytes that are not UTF-8: {@link bytesOf} restores them. */
export function rawText(bytes: Uint8Array): string {
	try {
		return strict.decode(bytes);
	} catch {
		// has such bytes
	}
	let text = "";
	for (let at = 0; at < bytes.length; ) {
		const length = lengthOfCharacter(bytes, at);
		text +=
			length === 0 ? String.fromCharCode(rawStart + (bytes[at] ?? 0)) : strict.decode(bytes.subarray(at, at + length));
		at += length || 1;
	}
	return text;
}

/** 0 if no character starts there. */
function lengthOfCharacter(bytes: Uint8Array, at: number): number {
	const first = bytes[at] ?? 0;
	const length = first < 0x80 ? 1 : first < 0xc2 ? 0 : first < 0xe0 ? 2 : first < 0xf0 ? 3 : first < 0xf5 ? 4 : 0;
	if (length < 2) return length;
	try {
		strict.decode(bytes.subarray(at, at + length));
		return length;
	} catch {
		return 0;
	}
}

/** With the flag `u` a surrogate pair is one character, so only lone surrogates match. */
export const hasRawBytes = (text: string): boolean => raw.test(text) && /[\udc80-\udcff]/u.test(text);

export function bytesOf(text: string): Uint8Array {
	const bytes: number[] = [];
	const encoder = new TextEncoder();
	for (const character of text) {
		if (hasRawBytes(character)) bytes.push(character.charCodeAt(0) - rawStart);
		else bytes.push(...encoder.encode(character));
	}
	return Uint8Array.from(bytes);
}
