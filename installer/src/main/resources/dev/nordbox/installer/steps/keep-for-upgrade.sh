# Keeps what an upgrade of k3s would go back to: the binary, its images, and a snapshot of the datastore, which leaves
# k3s' own folder so that k3s does not prune it. An attempt before this one was not through: it goes first.
# $1: name of the snapshot.
export LC_ALL=C PATH="/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"
set -eu
umask 077
kept=/var/lib/nordbox-installer/upgrade
snapshots=/var/lib/rancher/k3s/server/db/snapshots
images=/var/lib/rancher/k3s/agent/images
fail() { echo "$*" >&2; exit 1; }

systemctl is-active --quiet k3s.service || fail "k3s does not run, and its datastore can only be saved while it does"
rm -rf -- "$kept" "$snapshots/$1"-*
mkdir -p -- "$kept/images"
cp -p -- "$(command -v k3s)" "$kept/k3s"
for each in "$images"/k3s-airgap-images-*; do
    [ -f "$each" ] || continue
    # Another archive takes its place by its name, so a second name is enough where it can be had.
    ln -- "$each" "$kept/images/" 2>/dev/null || cp -p -- "$each" "$kept/images/"
done
k3s etcd-snapshot save --name "$1" >&2
snapshot=
for each in "$snapshots/$1"-*; do
    [ -s "$each" ] && snapshot=$each
done
[ -n "$snapshot" ] || fail "k3s says that it saved a snapshot, and there is none"
case $snapshot in *.zip) fail "the snapshot is compressed, which k3s cannot restore: remove etcd-snapshot-compress" ;; esac
cp -- "$snapshot" "$kept/snapshot"
rm -f -- "$snapshot"
sync
