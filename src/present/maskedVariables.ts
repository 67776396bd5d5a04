import type { Activation } from "../core/activation.ts";
import type { Host } from "../core/host.ts";
import { t } from "../core/words.ts";

/** What stands for a value that nobody should read over a shoulder or in a picture. */
export const mask = "••••";

const secretName = /token|secret|password|key/i;

/**
 * What stands before `@` in a URL, and the values of its parameters that are called like secrets. A password that nobody
 * encoded may hold `/`: it is one where a port and a path (`host:8080/x@v1`) cannot be meant.
 */
const userOfUrl = /([a-z][a-z\d+.-]*:\/\/)(?:[^\s/?#]*|[^\s/?#:@,;|[]*:(?!\d{1,5}[/?#])[^\s@,;|"']*)@/gi;
const secretParameter = /([?&;][^=&;\s]*(?:token|secret|password|key)[^=&;\s]*=)[^&;#\s,]+/gi;

/** `Authorization: Bearer …` as headers, JSON and options have it, and such a token alone. */
const authorization = /(authorization["']?\s*[:=]\s*["']?(?:[a-z]+[ \t]+)?)[^\s"',;]+/gi;
const bearer = /(\bbearer\s+)(?=\S*\d)[\w.~+/=-]{8,}/gi;

/** A value as it may be shown: masked by the name of its variable, and without the credentials in URLs. */
export function maskedValue(name: string, value: string): string {
	if (secretName.test(name)) return value === "" ? value : mask;
	return withoutCredentials(value);
}

/** A text in which URLs and headers have no credentials. */
export const withoutCredentials = (text: string): string =>
	text
		.replace(userOfUrl, `$1${mask}@`)
		.replace(secretParameter, `$1${mask}`)
		.replace(authorization, `$1${mask}`)
		.replace(bearer, `$1${mask}`);

/** What an activation changes, as name and value for a person: entries in front, values, and what is removed; masked. */
export function maskedVariables(
	{ path }: Pick<Host, "path">,
	{ lists, variables, terminal }: Activation,
): readonly (readonly [name: string, value: string])[] {
	const front = Object.entries(lists)
		.filter(([, { prepend }]) => prepend.length > 0)
		.map(([name, { prepend }]) => [name, t("{0} in front", maskedValue(name, prepend.join(path.delimiter)))] as const);
	const values = Object.entries({ ...variables, ...terminal }).map(
		([name, value]) => [name, value === null ? t("removed") : maskedValue(name, value)] as const,
	);
	return [...front, ...values.sort(([a], [b]) => (a < b ? -1 : 1))];
}
