// The rows of the table: what was measured, compared with what, and the goal.

const milliseconds = (time) => (time < 10 ? `${time.toFixed(1)} ms` : `${Math.round(time)} ms`);
const kilobytes = (size) => `${Math.round(size / 1024)} KB`;
const times = (ratio) => `${ratio < 10 ? ratio.toFixed(2) : Math.round(ratio)}×`;

/** At most `most` times as long as something else; undefined: shown without a goal. */
export const atMostTimes = (what, ours, against, time, most) => ({
	what,
	ours: milliseconds(ours),
	against: `${against}: ${milliseconds(time)}`,
	result: times(ours / time),
	goal: most === undefined ? "" : `≤ ${most}×`,
	isMet: most === undefined ? undefined : ours / time <= most,
});

/** At least `least` times as fast as something else; undefined: shown without a goal. */
export const atLeastFaster = (what, ours, against, time, least) => ({
	what,
	ours: milliseconds(ours),
	against: `${against}: ${milliseconds(time)}`,
	result: `${times(time / ours)} faster`,
	goal: least === undefined ? "" : `≥ ${least}×`,
	isMet: least === undefined ? undefined : time / ours >= least,
});

/** At most this many milliseconds. */
export const atMostTime = (what, time, most) => ({
	what,
	ours: milliseconds(time),
	against: "",
	result: milliseconds(time),
	goal: `≤ ${most} ms`,
	isMet: time <= most,
});

/** At most this many milliseconds more than something else; undefined: shown without a goal. */
export const atMostOver = (what, ours, against, time, most) => ({
	what,
	ours: milliseconds(ours),
	against: `${against}: ${milliseconds(time)}`,
	result: `+${milliseconds(ours - time)}`,
	goal: most === undefined ? "" : `≤ +${most} ms`,
	isMet: most === undefined ? undefined : ours - time <= most,
});

export const atMostSize = (what, size, most) => ({
	what,
	ours: kilobytes(size),
	against: "",
	result: kilobytes(size),
	goal: `≤ ${most} KB`,
	isMet: size <= most * 1024,
});

export const notMeasured = (what, reason) => ({
	what,
	ours: "",
	against: "",
	result: `not measured: ${reason}`,
	goal: "",
});

export function tableOf(rows) {
	const lines = rows.map(({ what, ours, against, result, goal, isMet }) => {
		const mark = isMet === undefined ? "" : isMet ? "✓" : "✗";
		return `| ${[what, ours, against, result, goal, mark].join(" | ")} |`;
	});
	return ["| what | ours | against | result | goal | |", "| --- | --- | --- | --- | --- | --- |", ...lines].join("\n");
}
