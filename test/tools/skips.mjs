// What was skipped, against the list of what may be (test/knownSkips.mjs).

/**
 * Sorts what was skipped. `skipped` has the reason of the list where the test itself gives none, `unknown` the names that are not
 * on the list or whose entry this machine does not excuse, `gone` the entries of the list that this machine excuses and that
 * nothing needed.
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
