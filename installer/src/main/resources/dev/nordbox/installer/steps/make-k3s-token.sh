# Makes k3s' server token, once; one that is there stays, but for its mode. $1: its file.
# A data directory from before has its own token, and k3s opens it with no other: that one is taken over.
set -eu
umask 077
token=$1
if [ -s "$token" ]; then
    chown root:root "$token"
    chmod 0600 "$token"
    exit 0
fi
mkdir -p "${token%/*}"
earlier=/var/lib/rancher/k3s/server/token
if [ -s "$earlier" ]; then
    # K10<hash of the CA>::server:<token>, or the bare token
    sed 's/^.*::server://' "$earlier" >"$token.new"
else
    head -c 32 /dev/urandom | od -An -v -tx1 | tr -d ' \n' >"$token.new"
fi
[ -s "$token.new" ]
# The root of every recovery: on the disk before k3s encrypts anything with it.
sync -- "$token.new"
mv -fT -- "$token.new" "$token"
sync -- "${token%/*}"
