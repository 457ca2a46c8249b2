# Prints what the API server counts of requests for APIs that a later release does not have.
export LC_ALL=C PATH="/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"
export KUBECONFIG=/etc/rancher/k3s/k3s.yaml
k3s kubectl --request-timeout=120s get --raw /metrics 2>/dev/null | grep '^apiserver_requested_deprecated_apis{'
exit 0
