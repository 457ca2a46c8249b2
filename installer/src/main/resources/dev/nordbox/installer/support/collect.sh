# Prints what somebody who helps looks at first, each part behind a line that names it. Looks at no Secret, key or
# configuration with credentials; what gets into a journal all the same is masked before it is written down.
export LC_ALL=C PATH="/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"
set -u
printf 'nordbox-support\t1\n'
part() { printf '==== nordbox-part %s\n' "$1"; }
part system.txt
uname -a
cat /etc/os-release 2>/dev/null
uptime
df -h -x tmpfs -x overlay 2>/dev/null
cat /proc/meminfo /proc/pressure/cpu /proc/pressure/memory /proc/pressure/io 2>/dev/null
part units.txt
systemctl --no-pager --full --lines=0 status k3s.service nordbox.service nordbox-guard.service nftables.service \
    nordbox-redis.service nordbox-backup.service nordbox-backup.timer nordbox-proof.service nordbox-proof.timer 2>&1
systemctl --no-pager --failed 2>&1
grep -s '' /var/lib/nordbox-installer/notes/no-redis
for unit in k3s nordbox nordbox-guard nordbox-redis nordbox-backup nordbox-proof; do
    part "journal-$unit.txt"
    journalctl --unit="$unit.service" --lines=2000 --output=short-iso --quiet --no-pager 2>&1
done
part kernel.txt
journalctl --dmesg --lines=300 --output=short-iso --quiet --no-pager 2>&1
part guard.txt
nft list table inet nordbox 2>&1
ip -o addr 2>/dev/null
ip route 2>/dev/null
ss -H -lntu 2>/dev/null
systemctl is-active --quiet k3s.service || exit 0
export KUBECONFIG=/etc/rancher/k3s/k3s.yaml
kubectl() { k3s kubectl --request-timeout=20s "$@" 2>&1; }
part nodes.txt
kubectl get nodes -o wide
kubectl describe nodes
part pods.txt
kubectl get pods --all-namespaces -o wide
# Of those that are not ready, ten at most. What a container gets as its environment may be a secret in plain text.
part pods-not-ready.txt
kubectl get pods --all-namespaces --output \
    'jsonpath={range .items[?(@.status.phase!="Succeeded")]}{.metadata.namespace} {.metadata.name} {.status.conditions[?(@.type=="Ready")].status}{"\n"}{end}' |
    awk 'NF < 4 && $2 != "" && $3 != "True"' | head -n 10 | while read -r namespace pod _; do
    printf '%s/%s\n' "$namespace" "$pod"
    kubectl --namespace "$namespace" describe pod "$pod" </dev/null |
        awk '/^    Environment:/ { left = 1; print "    Environment: (left out)"; next } left && /^      / { next } { left = 0; print }'
    for previous in false true; do
        kubectl --namespace "$namespace" logs --all-containers --prefix --tail=100 --limit-bytes=65536 \
            --previous="$previous" "$pod" </dev/null
    done
done | head -c 2000000 | sed 's/^====/ &/'
part events.txt
kubectl get events --all-namespaces --sort-by=.lastTimestamp
part applications.txt
kubectl get applications.argoproj.io --all-namespaces
part volumes.txt
kubectl get persistentvolumes,persistentvolumeclaims --all-namespaces
exit 0
