# Tells whether policies are in force: `taken=OBJECT` for each object that the API server takes and must refuse, asked as a
# server-side dry run in the controller's name, since policies leave root of the cluster out; `skipped=LINE` when this start of k3s enforces no network policies. An API server that does not
# answer counts as one that takes.
#
# Arguments: what must be refused: service, networkpolicy, claim.
export LC_ALL=C PATH="/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"
export KUBECONFIG=/etc/rancher/k3s/k3s.yaml
set -u
named='"metadata": {"name": "nordbox-must-be-refused", "namespace": "default"}'
for object; do
    case $object in
        service) kind='"apiVersion": "v1", "kind": "Service"' spec='"type": "NodePort", "selector": {"app": "none"}, "ports": [{"port": 80}]' ;;
        networkpolicy) kind='"apiVersion": "networking.k8s.io/v1", "kind": "NetworkPolicy"' spec='"podSelector": {}, "policyTypes": ["Egress"], "egress": [{}]' ;;
        claim) kind='"apiVersion": "v1", "kind": "PersistentVolumeClaim"' spec='"storageClassName": "nordbox-must-be-refused", "accessModes": ["ReadWriteOnce"], "resources": {"requests": {"storage": "1Mi"}}' ;;
        *) continue ;;
    esac
    answer=$(printf '{%s, %s, "spec": {%s}}' "$kind" "$named" "$spec" |
        k3s kubectl --request-timeout=60s --as=system:serviceaccount:nordbox-system:nordbox-controller \
            create --validate=false --dry-run=server -f - 2>&1)
    case $answer in
        *ValidatingAdmissionPolicy*denied*) ;;
        *) printf 'taken=%s: %s\n' "$object" "$(printf '%s\n' "$answer" | tail -n 1 | cut -c 1-200)" ;;
    esac
done
start=$(systemctl show --property=InvocationID --value k3s.service)
[ -z "$start" ] || journalctl --output=cat --quiet --grep='Skipping network policy controller start' \
    "_SYSTEMD_INVOCATION_ID=$start" 2>/dev/null | tail -n 1 | cut -c 1-300 | sed 's/^/skipped=/'
exit 0
