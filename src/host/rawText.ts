/** A byte that is no UTF-8, as Python writes it (PEP 383): a surrogate alone, which no text has. */
const rawStart = 0xdc00;
const raw = /[\udc80-\udcff]/;

const strict = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

/** Text that keeps the bytes that are no UTF-8: {@link bytesOf} gives back what was there. */
export function rawText(bytes: Uint8Array): string {
	let text = "";
	for (let at = 0; at < bytes.length; ) {
		const length = lengthOfCharacter(bytes, at);
		text +=
			length === 0 ? String.fromCharCode(rawStart + (bytes[at] ?? 0)) : strict.decode(bytes.subarray(at, at + length));
		at += length || 1;
	}
	return text;
}

/** 0 where no character begins there. */
function lengthOfCharacter(bytes: Uint8Array, at: number): number {
	for (let length = 1; length <= 4 && at + length <= bytes.length; length++) {
		try {
			strict.decode(bytes.subarray(at, at + length));
			return length;
		} catch {
			// a longer one may be
		}
	}
	return 0;
}

/** With `u` a pair is one character, so only surrogates that stand alone are found. */
export const hasRawBytes = (text: string): boolean => raw.test(text) && /[\udc80-\udcff]/u.test(text);

export function bytesOf(text: string): Buffer {
	const parts = [...text].map((character) =>
		hasRawBytes(character) ? Buffer.of(character.charCodeAt(0) - rawStart) : Buffer.from(character),
	);
	return Buffer.concat(parts);
}
