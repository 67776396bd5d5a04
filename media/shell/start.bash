# Read by a bash that Go Environments starts, in the place of ~/.bashrc: the environment is put in front again after it.
if [ -r ~/.bashrc ]; then . ~/.bashrc; fi
eval "$("$GO_ENVIRONMENTS_START" env --shell bash --environment "$GO_ENVIRONMENTS_START_ID")"
unset GO_ENVIRONMENTS_START GO_ENVIRONMENTS_START_ID
