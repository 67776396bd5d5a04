import { homedir } from "node:os";

/** The user's home folder: HOME or USERPROFILE, else what the system says. */
export const currentHome = (): string => homedir();
