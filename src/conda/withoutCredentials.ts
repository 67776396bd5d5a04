import { withoutUser } from "../core/withoutUser.ts";

/** An address without user, password and anaconda.org's token, which stands in the path. */
export const withoutCredentials = (text: string): string => withoutUser(text).replace(/\/t\/[^/\s]+\//g, "/t/…/");
