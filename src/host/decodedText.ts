/** The encoding of a file, by its byte order mark. */
export function encodingOf([first, second]: Uint8Array): "utf-8" | "utf-16le" | "utf-16be" {
	if (first === 0xff && second === 0xfe) return "utf-16le";
	return first === 0xfe && second === 0xff ? "utf-16be" : "utf-8";
}

/** The text of a file. Keeps a byte order mark as U+FEFF: some readers refuse it, as their own tool does. */
export function decodedText(bytes: Uint8Array): string {
	const encoding = encodingOf(bytes);
	// most files are short and UTF-8, for which creating a decoder takes longer than reading
	if (encoding === "utf-8") return asBuffer(bytes).toString("utf8");
	return new TextDecoder(encoding, { ignoreBOM: true }).decode(bytes);
}

const asBuffer = (bytes: Uint8Array): Buffer =>
	bytes instanceof Buffer ? bytes : Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
