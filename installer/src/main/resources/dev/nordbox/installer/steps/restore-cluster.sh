# Makes of this host the cluster that a snapshot is of, with the token in k3s' own configuration. Whatever an attempt
# before it has left goes first; until the note says that it is done, nothing of it has been started.
# $1: the snapshot; $2: sum of the CA that must come out of it, or none.
export LC_ALL=C PATH="/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"
set -eu
umask 077
server=/var/lib/rancher/k3s/server
unit=nordbox-restore
# An attempt whose connection was lost may still be at it.
systemctl stop "$unit.service" k3s.service 2>/dev/null || :
systemctl reset-failed "$unit.service" 2>/dev/null || :
rm -rf -- "$server/db/etcd" "$server"/db/etcd-old-* "$server/db/etcd-restore" "$server/db/reset-flag" \
    "$server/tls" "$server/cred" "$server/token" "$server/node-token" "$server/agent-token"
systemd-run --quiet --wait --pipe --collect --unit "$unit" \
    /usr/local/bin/k3s server --cluster-reset --cluster-reset-restore-path="$1"
# k3s leaves the flag once it is through; without it, it has restored nothing and said nothing.
if ! [ -f "$server/db/reset-flag" ] || ! [ -d "$server/db/etcd" ]; then
    echo "k3s ended without an error, and has restored nothing" >&2
    exit 1
fi
ca=$server/tls/server-ca.crt
if [ "$2" != none ] && [ -f "$ca" ]; then
    sum=$(sha256sum <"$ca")
    if [ "${sum%% *}" != "$2" ]; then
        echo "the snapshot is of another cluster than the certificates of the kit" >&2
        exit 1
    fi
fi
sync
rm -f -- "$1"
