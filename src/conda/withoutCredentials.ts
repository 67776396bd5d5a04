/** An address without user, password and anaconda.org's token, which stands in the path. */
export const withoutCredentials = (text: string): string =>
	text.replace(/:\/\/[^/\s@]*@/g, "://").replace(/\/t\/[^/\s]+\//g, "/t/…/");
