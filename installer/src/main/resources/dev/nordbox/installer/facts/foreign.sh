# Software that would be in the way.
found() {
    name=$1
    shift
    for path; do
        [ -e "$path" ] && printf 'found\t%s\t%s\n' "$name" "$path" && break
    done
}
# The configuration last: alone, it may be what a box that was taken down has kept.
found k3s /usr/local/bin/k3s /etc/systemd/system/k3s.service \
    /etc/systemd/system/k3s-agent.service /etc/rancher/k3s
found docker /usr/bin/dockerd /usr/sbin/dockerd /usr/local/bin/dockerd /snap/bin/docker
found containerd /usr/bin/containerd /usr/local/bin/containerd
found cri-o /usr/bin/crio /usr/local/bin/crio
found kubelet /usr/bin/kubelet /usr/local/bin/kubelet /etc/kubernetes/kubelet.conf
found rke2 /usr/local/bin/rke2 /usr/bin/rke2 /etc/rancher/rke2
found microk8s /snap/bin/microk8s /var/snap/microk8s
found k0s /usr/local/bin/k0s /usr/bin/k0s /var/lib/k0s
if [ -r /etc/ufw/ufw.conf ]; then
    while IFS='=' read -r key value; do
        [ "$key:$value" = ENABLED:yes ] && printf 'found\tufw\t/etc/ufw/ufw.conf\n'
    done </etc/ufw/ufw.conf
fi
