import type { Activation } from "../activation.ts";

/** What stands for a value that nobody should read over a shoulder or in a picture. */
export const mask = "••••";

/** In a name, wherever: `PGPASSWORD`, `apiKey`. */
const anywhere = "token|secret|password|passwd|passphrase|credential|cookie|key";
/** In a name as a whole word: `MYSQL_PWD`, `DB_PASS2`; `PATH` and `BYPASS` are others. */
const words = "pwd|pass|pgpass|sshpass|auth|jwt|pat|creds?";
const secretName = new RegExp(`${anywhere}|(?<![a-z\\d])(?:${words})\\d*(?![a-z\\d])`, "i");

/** PWD is the working directory of every shell. */
const isSecretName = (name: string): boolean => secretName.test(name) && !/^pwd$/i.test(name);

/** Whether a variable may hold a secret, by its name or by credentials in its value. */
const isSecret = (name: string, value: string | null): boolean => value !== null && maskedValue(name, value) !== value;

/** Whether an activation gives a variable a secret. */
export const holdsSecret = ({ variables, terminal }: Activation): boolean =>
	Object.entries({ ...variables, ...terminal }).some(([name, value]) => isSecret(name, value));

/** The activation without its secrets, as it may be written to our store. */
export function withoutSecrets(activation: Activation): Activation {
	const kept = (values: Activation["variables"]): Activation["variables"] =>
		Object.fromEntries(Object.entries(values).filter(([name, value]) => !isSecret(name, value)));
	return { ...activation, variables: kept(activation.variables), terminal: kept(activation.terminal) };
}

/**
 * What stands before `@` in a URL, and the values of its parameters that are called like secrets. A password that nobody
 * encoded may hold `/`: it is one where a port and a path (`host:8080/x@v1`) cannot be meant.
 */
const userOfUrl = /([a-z][a-z\d+.-]{0,30}:\/\/)(?:[^\s/?#]*|[^\s/?#:@,;|[]*:(?!\d{1,5}[/?#])[^\s@,;|"']*)@/gi;
const parameter = /([?&;])([^=&;\s?]{1,100})=[^&;#\s,]+/g;

/** `password=…` of libpq, ODBC and their like, maybe with blanks in quotes; `user:password@tcp(host)/name` of Go's MySQL driver. */
const connectionPassword =
	/((?:^|[\s;,"'{])(?:[a-z]*password|passwd|passphrase|pwd)\s*=\s*)(?:'[^']*'|"[^"]*"|\{[^}]*\}|[^\s;&,"']+)/gi;
const userOfDriver = /(?<![\w.%-])([\w.%-]{1,100}:)(?:\S{1,200}@(?=[a-z][\w+-]*\()|[^\s/]{1,200}@(?=\/))/gi;

/** `Authorization: Bearer …` as headers, JSON and options have it, and such a token alone. */
const authorization = /(authorization["']?\s*[:=]\s*["']?(?:[a-z]+[ \t]+)?)[^\s"',;]+/gi;
const bearer = /(\bbearer\s+)(?=\S*\d)[\w.~+/=-]{8,}/gi;

/** A value as it may be shown: masked by the name of its variable, and without the credentials in URLs. */
export function maskedValue(name: string, value: string): string {
	if (isSecretName(name)) return value === "" ? value : mask;
	return withoutCredentials(value);
}

/** A text in which URLs, connection strings and headers have no credentials. */
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
