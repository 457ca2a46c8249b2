# Puts a marker into a Secret and another one into a ConfigMap, looks for both in the datastore's bytes and in the audit
# log, and takes them away again. The ConfigMap is the proof that looking works; that it was logged proves nothing of Secrets.
#
# Arguments: marker of the Secret, marker of the ConfigMap, name of the Secret, name of the ConfigMap.
export LC_ALL=C PATH="/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"
export KUBECONFIG=/etc/rancher/k3s/k3s.yaml
set -u
db=/var/lib/rancher/k3s/server/db
log=/var/lib/rancher/k3s/server/logs/audit.log
secret=$3
config=$4
clean() { k3s kubectl --namespace=nordbox-system delete --ignore-not-found --wait=false "secret/$secret" "configmap/$config" >/dev/null 2>&1; }
trap clean EXIT
# Ended from outside, it leaves nothing either.
trap 'exit 143' TERM
k3s kubectl --request-timeout=60s create -f - >/dev/null <<END
{"apiVersion": "v1", "kind": "List", "items": [
 {"apiVersion": "v1", "kind": "Secret", "metadata": {"name": "$secret", "namespace": "nordbox-system"}, "stringData": {"k": "$1"}},
 {"apiVersion": "v1", "kind": "ConfigMap", "metadata": {"name": "$config", "namespace": "nordbox-system"}, "data": {"k": "$2"}}]}
END
printf 'created=%s\n' $?
found() { grep -rqaF -- "$1" "$2" 2>/dev/null && echo yes || echo no; }
printf 'secret-in-datastore=%s\n' "$(found "$1" "$db")"
printf 'configmap-in-datastore=%s\n' "$(found "$2" "$db")"
printf 'secretbox-in-datastore=%s\n' "$(found 'k8s:enc:secretbox:v1:' "$db")"
logged() { grep -aF '"resource":"secrets"' "$log" 2>/dev/null | grep -qaF "\"name\":\"$secret\"" && echo yes || echo no; }
printf 'event-in-audit=%s\n' "$(logged)"
printf 'marker-in-audit=%s\n' "$(found "$1" "$log")"
printf 'marker-in-audit-encoded=%s\n' "$(found "$(printf '%s' "$1" | base64 -w 0 | cut -c 1-24)" "$log")"
exit 0
