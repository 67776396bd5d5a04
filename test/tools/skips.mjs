// Compares the skipped tests with the list of permitted skips (test/knownSkips.mjs).

/**
 * Sorts the skipped tests. `skipped` has the list's reason if the test itself gives none; `unknown` has the names that are not
 * on the list or whose entry does not excuse this machine; `gone` has entries that excuse this machine but were not needed.
 */
export async function judgedSkips(skipped, known) {
	const entries = await Promise.all(
		known.map(async (entry) => ({ ...entry, excuses: await entry.isExpected(), found: 0 })),
	);
	const unknown = [];
	const withReasons = skipped.map(({ name, reason }) => {
		const entry = entries.find(({ tests, excuses }) => excuses && tests.some((start) => name.startsWith(start)));
		if (entry === undefined) unknown.push(name);
		else entry.found++;
		return { name, reason: reason || (entry?.reason ?? "") };
	});
	const gone = entries.filter(({ excuses, found }) => excuses && found === 0);
	return { skipped: withReasons, unknown, gone: gone.map(({ tests: [first], reason }) => ({ name: first, reason })) };
}
