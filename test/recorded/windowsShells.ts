import type { Variables } from "../../src/core/host.ts";

/**
 * The variables of Node in Windows shells according to public reports; each says what is recorded and what follows from the
 * source of the shell. No Windows machine was available for recording.
 */

/** `node -p process.env`, shortened: github.com/chalk/supports-color/issues/36. MSYSTEM: git-for-windows' wiki, Git-wrapper. */
export const gitBash2016: Variables = {
	ACLOCAL_PATH: "/mingw64/share/aclocal:/usr/share/aclocal",
	COMSPEC: "C:\\WINDOWS\\system32\\cmd.exe",
	DISPLAY: "needs-to-be-defined",
	EXEPATH: "C:\\Program Files\\Git",
	HOME: "C:\\Users\\H",
	INFOPATH: "/usr/local/info:/usr/share/info:/usr/info:/share/info:",
	LANG: "en_US.UTF-8",
	MSYSTEM: "MINGW64",
};

/** SHELL and TERM_PROGRAM as set by mintty: github.com/charlesguse/run-script-os/issues/51. MSYSTEM as above. */
export const gitBash: Variables = {
	MSYSTEM: "MINGW64",
	SHELL: "C:\\Program Files\\Git\\usr\\bin\\bash.exe",
	TERM_PROGRAM: "mintty",
};

/** In a terminal of VS Code, from the same report: SHELL is undefined. MSYSTEM as above. */
export const gitBashInVsCode: Variables = { MSYSTEM: "MINGW64", TERM: "xterm-256color", TERM_PROGRAM: "vscode" };

/** Not recorded: the runtime passes SHELL in Windows form (github.com/msys2/msys2-runtime/pull/79). */
export const msys2: Variables = { MSYSTEM: "UCRT64", SHELL: "C:\\msys64\\usr\\bin\\bash.exe" };

/** SHELL keeps Cygwin's form: github.com/kimmobrunfeldt/spawn-default-shell/issues/5. */
export const cygwin: Variables = { SHELL: "/bin/bash" };
