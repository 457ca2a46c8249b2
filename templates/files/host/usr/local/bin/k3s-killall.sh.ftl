<#noparse>
#!/bin/sh
# Written by nordbox. Ends k3s with everything it started: pods, mounts, interfaces, packet filter rules.
# Data stays: /var/lib/rancher, /etc/rancher. Harmless when k3s does not run.
set -u
export LC_ALL=C PATH="/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"
[ "$(id -u)" = 0 ] || { echo 'run it as root' >&2; exit 1; }

systemctl stop k3s.service 2>/dev/null

# KillMode=process leaves the containers' shims, and each has its pod's processes below it.
shims() {
    for exe in /proc/[0-9]*/exe; do
        case $(readlink "$exe" 2>/dev/null) in
            /var/lib/rancher/k3s/data/*/containerd-shim* | /var/lib/rancher/k3s/data/*/bin/containerd-shim*)
                exe=${exe#/proc/}
                echo "${exe%/exe}"
                ;;
        esac
    done
}
tree() {
    for pid; do
        echo "$pid"
        # shellcheck disable=SC2046
        tree $(cat "/proc/$pid/task/"*/children 2>/dev/null)
    done
}
# shellcheck disable=SC2046
victims=$(tree $(shims) | sort -un)
# shellcheck disable=SC2086
[ -z "$victims" ] || kill -9 $victims 2>/dev/null

# Deepest first; mountinfo writes a blank as \040.
for root in /run/k3s /var/lib/kubelet/pods /var/lib/kubelet/plugins /run/netns/cni- /var/lib/rancher/k3s/agent/containerd; do
    cut -d ' ' -f 5 /proc/self/mountinfo | sed 's/\\040/ /g' | sort -r | while IFS= read -r mount; do
        case $mount in "$root"*) umount -- "$mount" 2>/dev/null || umount -l -- "$mount" ;; esac
    done
done
for namespace in $(ip netns show 2>/dev/null | cut -d ' ' -f 1); do
    case $namespace in cni-*) ip netns delete "$namespace" ;; esac
done

# Pods' ends first: once their bridge is gone, nothing tells them from the host's own.
for interface in /sys/class/net/veth*; do
    case $(readlink "$interface/master" 2>/dev/null) in
        */cni0) ip link delete "${interface##*/}" 2>/dev/null ;;
    esac
done
for interface in cni0 flannel.1 flannel-v6.1 flannel-wg flannel-wg-v6 kube-ipvs0; do
    [ -e "/sys/class/net/$interface" ] && ip link delete "$interface"
done
rm -rf /var/lib/cni

strip() {
    command -v "$1-save" >/dev/null && command -v "$1-restore" >/dev/null || return 0
    rules=$("$1-save" 2>/dev/null) || return 0
    case $rules in *KUBE-* | *CNI-* | *flannel*) ;; *) return 0 ;; esac
    printf '%s\n' "$rules" | grep -v -e KUBE- -e CNI- -e flannel | "$1-restore"
}
strip iptables
strip ip6tables
if command -v nft >/dev/null; then
    nft list tables 2>/dev/null | while read -r _ family table; do
        case $table in kube-proxy | cni_hostport | k3s_netpol) nft delete table "$family" "$table" ;; esac
    done
fi
if command -v ipset >/dev/null; then
    ipset list -n 2>/dev/null | while read -r name; do
        case $name in KUBE-* | inet6:KUBE-*) ipset destroy "$name" 2>/dev/null ;; esac
    done
fi
exit 0
</#noparse>
