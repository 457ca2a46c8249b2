# Puts the k3s and the images back that were kept before an upgrade, and the snapshot where the restore takes it from.
# What was kept stays, so that this can be done again. $1: place for the snapshot.
export LC_ALL=C PATH="/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"
set -eu
umask 077
kept=/var/lib/nordbox-installer/upgrade
images=/var/lib/rancher/k3s/agent/images
binary=/usr/local/bin/k3s
[ -s "$kept/k3s" ] && [ -s "$kept/snapshot" ] || {
    echo "what was kept for the way back is not there: $kept" >&2
    exit 1
}
systemctl stop k3s.service 2>/dev/null || :
systemctl reset-failed k3s.service 2>/dev/null || :
cp -p -- "$kept/k3s" "$binary.part"
sync -- "$binary.part"
mv -fT -- "$binary.part" "$binary"
rm -f -- "$images"/k3s-airgap-images-*
for each in "$kept"/images/*; do
    [ -f "$each" ] || continue
    cp -p -- "$each" "$images/"
done
mkdir -p -- "${1%/*}"
cp -- "$kept/snapshot" "$1.part"
sync -- "$1.part"
mv -fT -- "$1.part" "$1"
sync
