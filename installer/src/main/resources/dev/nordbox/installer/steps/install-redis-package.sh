# Installs the distribution's redis-server without starting it: the unit that runs it is ours. $1: where it is noted
# that the package came with us, before it comes: a run that is killed in between must not leave it as somebody else's.
export LC_ALL=C DEBIAN_FRONTEND=noninteractive PATH="/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"
set -u
get() {
    apt-get -q -y -o DPkg::Lock::Timeout=300 -o Acquire::Retries=1 -o Acquire::http::Timeout=20 \
        -o Acquire::https::Timeout=20 "$@"
}
install() { get install --no-install-recommends redis-server 2>&1 >/dev/null; }
(umask 077 && mkdir -p "${1%/*}" && echo installed >"$1") || exit 1
# Its own unit would listen on a port from the moment it is unpacked.
systemctl mask --quiet redis-server.service || exit 1
said=$(install) && exit 0
said=$(get -o APT::Update::Error-Mode=any update 2>&1 >/dev/null) && said=$(install) && exit 0
systemctl unmask --quiet redis-server.service
rm -f -- "$1"
printf '%s\n' "$said" >&2
exit 1
