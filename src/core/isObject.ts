/** Whether a value is a JSON object, a YAML mapping or a TOML table, and not a list or null. */
export const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
	typeof value === "object" && value !== null && !Array.isArray(value);
