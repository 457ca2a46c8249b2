# Installs the distribution's redis-server without starting it: the unit that runs it is ours. $1: where it is noted
# that the package came with us, before it comes: a run that is killed in between must not leave it as somebody else's.
(umask 077 && mkdir -p "${1%/*}" && echo installed >"$1") || exit 1
# Its own unit would listen on a port from the moment it is unpacked.
systemctl mask --quiet redis-server.service || exit 1
said=$(install redis-server) && exit 0
said=$(update 2>&1) && said=$(install redis-server) && exit 0
systemctl unmask --quiet redis-server.service
rm -f -- "$1"
printf '%s\n' "$said" >&2
exit 1
