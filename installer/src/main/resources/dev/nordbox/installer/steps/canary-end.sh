# Takes the pods of canary-look.sh away, and says `left` when they are not gone within a minute.
export LC_ALL=C PATH="/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"
export KUBECONFIG=/etc/rancher/k3s/k3s.yaml
set -u
k3s kubectl --request-timeout=90s --namespace=kube-system delete jobs --selector=nordbox.no/canary --cascade=foreground \
    --ignore-not-found --timeout=60s >/dev/null 2>&1 || echo left
exit 0
