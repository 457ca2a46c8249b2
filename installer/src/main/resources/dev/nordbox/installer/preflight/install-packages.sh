# Installs packages of the distribution.
update || exit 1
install "$@" >&2
