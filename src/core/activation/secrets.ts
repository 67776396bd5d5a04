import type { Activation } from "../activation.ts";

/** Replaces a value that must not be visible on a screen or in a screenshot. */
export const mask = "••••";

/** Anywhere in a name: `PGPASSWORD`, `apiKey`. */
const secretParts = "token|secret|password|passwd|passphrase|credential|cookie|key";
/** As a whole word in a name: `MYSQL_PWD`, `DB_PASS2`, but not `PATH` or `BYPASS`. */
const secretWords = "pwd|pass|pgpass|sshpass|auth|jwt|pat|creds?";
const secretName = new RegExp(`${secretParts}|(?<![a-z\\d])(?:${secretWords})\\d*(?![a-z\\d])`, "i");

/** PWD is every shell's working directory, not a secret. */
const isSecretName = (name: string): boolean => secretName.test(name) && !/^pwd$/i.test(name);

/** Whether a variable may hold a secret, by its name or by credentials in its value. */
const isSecret = (name: string, value: string | null): boolean => value !== null && maskedValue(name, value) !== value;

/** Whether an activation sets a variable to a secret. */
export const holdsSecret = ({ variables, terminal }: Activation): boolean =>
	Object.entries({ ...variables, ...terminal }).some(([name, value]) => isSecret(name, value));

/** The activation without its secrets, as it may be stored. */
export function withoutSecrets(activation: Activation): Activation {
	const kept = (values: Activation["variables"]): Activation["variables"] =>
		Object.fromEntries(Object.entries(values).filter(([name, value]) => !isSecret(name, value)));
	return { ...activation, variables: kept(activation.variables), terminal: kept(activation.terminal) };
}

/**
 * The text before `@` in a URL, and the values of parameters with names of secrets. A password that was not URL-encoded may
 * contain `/`: it counts as one unless the text can be a port and a path (`host:8080/x@v1`).
 */
const userOfUrl = /([a-z][a-z\d+.-]{0,30}:\/\/)(?:[^\s/?#]*|[^\s/?#:@,;|[]*:(?!\d{1,5}[/?#])[^\s@,;|"']*)@/gi;
const parameter = /([?&;])([^=&;\s?]{1,100})=[^&;#\s,]+/g;

/**
 * `password=…` of libpq, ODBC and the like, possibly quoted with blanks; `user:password@tcp(host)/name` of Go's MySQL driver.
 */
const connectionPassword =
	/((?:^|[\s;,"'{])(?:[a-z]*password|passwd|passphrase|pwd)\s*=\s*)(?:'[^']*'|"[^"]*"|\{[^}]*\}|[^\s;&,"']+)/gi;
const userOfDriver = /(?<![\w.%-])([\w.%-]{1,100}:)(?:\S{1,200}@(?=[a-z][\w+-]*\()|[^\s/]{1,200}@(?=\/))/gi;

/** `Authorization: Bearer …` in headers, JSON and options, and such a token alone. */
const authorization = /(authorization["']?\s*[:=]\s*["']?(?:[a-z]+[ \t]+)?)[^\s"',;]+/gi;
const bearer = /(\bbearer\s+)(?=\S*\d)[\w.~+/=-]{8,}/gi;

/** A value as it may be shown: masked if its variable names a secret, and without credentials in URLs. */
export function maskedValue(name: string, value: string): string {
	if (isSecretName(name)) return value === "" ? value : mask;
	return withoutCredentials(value);
}

/** A text without the credentials in its URLs, connection strings and headers. */
export const withoutCredentials = (text: string): string =>
	text
		.replace(userOfUrl, `$1${mask}@`)
		.replace(parameter, (all, before: string, name: string) =>
			isSecretName(name) || /^(?:pwd|sig)$/i.test(name) ? `${before}${name}=${mask}` : all,
		)
		.replace(connectionPassword, `$1${mask}`)
		.replace(userOfDriver, `$1${mask}@`)
		.replace(authorization, `$1${mask}`)
		.replace(bearer, `$1${mask}`);
