/**
 * Variables whose readers take an empty value as none: the go command (go src cmd/go/internal/cfg.Getenv) and Go's runtime;
 * conda, for all but its level, and gvm, whose scripts ask with `-z`; CPython (_Py_GetEnv); the locale (POSIX, 8.2).
 */
const emptyIsUnset =
	/^(?:GO[A-Z0-9]*|CGO_[A-Z0-9_]+|CONDA_(?:PREFIX|DEFAULT_ENV|PROMPT_MODIFIER|PREFIX_\d+|STACKED_\d+)|__CONDA_SHLVL_\d+_\w+|GVM_\w+|gvm_\w+|PYTHON[A-Z]+|LANG|LC_[A-Z]+)$/;

/**
 * What stands for "not set" where a variable cannot be unset, as in an EnvironmentVariableCollection of VS Code: the value that
 * its readers take so. Undefined where there is none, and the variable has to stay as it is: make takes an empty CC for a
 * command without a name, OpenSSL an empty SSL_CERT_FILE for a file that is missing, git an empty GIT_DIR for an error.
 */
export function unsetValue(name: string): string | undefined {
	// every `conda activate` calculates with it, and fails with an empty one (conda's activate.py, int(CONDA_SHLVL))
	if (name === "CONDA_SHLVL") return "0";
	return emptyIsUnset.test(name) ? "" : undefined;
}
