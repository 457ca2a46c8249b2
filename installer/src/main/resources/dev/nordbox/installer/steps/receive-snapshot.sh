# Puts what comes in, an etcd snapshot, in its place once its sum is the one that the kit says. $1: its place; $2: the sum.
set -eu
umask 077
part=$1.part
trap 'rm -f -- "$part"' EXIT
mkdir -p -- "${1%/*}"
if ! cat >"$part"; then
    cat >/dev/null # read on, so that the sender lives to hear why
    exit 1
fi
sum=$(sha256sum <"$part")
if [ "${sum%% *}" != "$2" ]; then
    echo "the snapshot that arrived is not the one of the kit" >&2
    exit 1
fi
sync -- "$part"
mv -fT -- "$part" "$1"
sync -- "${1%/*}"
