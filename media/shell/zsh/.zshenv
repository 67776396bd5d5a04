# Read by a zsh that Go Environments starts. The user's own files come next, from where they are; the environment is put in
# front again before the first prompt, when all of them have run.
if [[ -n $GO_ENVIRONMENTS_START_ZDOTDIR ]]; then ZDOTDIR=$GO_ENVIRONMENTS_START_ZDOTDIR; else unset ZDOTDIR; fi
unset GO_ENVIRONMENTS_START_ZDOTDIR
if [[ -r ${ZDOTDIR:-$HOME}/.zshenv ]]; then . "${ZDOTDIR:-$HOME}/.zshenv"; fi
_go_environments_start() {
	precmd_functions=(${precmd_functions:#_go_environments_start})
	unfunction _go_environments_start
	eval "$("$GO_ENVIRONMENTS_START" env --shell zsh --environment "$GO_ENVIRONMENTS_START_ID")"
	unset GO_ENVIRONMENTS_START GO_ENVIRONMENTS_START_ID
}
precmd_functions+=(_go_environments_start)
