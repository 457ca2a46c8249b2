# Prints what of the cluster's data lies on the host, fields between tabs: `volume NAME CLAIM PATH` of each PersistentVolume
# where k3s answers, `directory BYTES PATH` of each folder of its local storage, and `kit FILE`, in base64, of each list of
# what a kit has. Only looks; with k3s down the folders' names tell whose they are. $1: the storage; others: the lists.
export LC_ALL=C PATH="/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"
set -u
root=$1
shift
if systemctl is-active --quiet k3s.service; then
    KUBECONFIG=/etc/rancher/k3s/k3s.yaml timeout 30 k3s kubectl --request-timeout=20s get persistentvolumes --output \
        'jsonpath={range .items[*]}volume{"\t"}{.metadata.name}{"\t"}{.spec.claimRef.namespace}/{.spec.claimRef.name}{"\t"}{.spec.local.path}{.spec.hostPath.path}{"\n"}{end}' \
        2>/dev/null || :
fi
for path in "$root"/*/; do
    path=${path%/}
    [ -d "$path" ] || continue
    # What goes while it is counted is no failure.
    printf 'directory\t%s\t%s\n' "$(du -sxD --block-size=1 -- "$path" 2>/dev/null | cut -f 1)" "$path"
done
for list; do
    [ ! -f "$list" ] || printf 'kit\t%s\n' "$(base64 -w 0 -- "$list")"
done
exit 0
