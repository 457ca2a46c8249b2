# Tells what runs on the box: one KEY=value a line, then what was written down of the time before an upgrade.
# $1: the file with that.
export LC_ALL=C PATH="/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"
set -u
[ ! -r "$1" ] || cat -- "$1"
systemctl is-active --quiet k3s.service || exit 0
export KUBECONFIG=/etc/rancher/k3s/k3s.yaml
# A host that is busy answers late, which is no reason to call it ill.
ask() { k3s kubectl --request-timeout=60s "$@" 2>/dev/null; }
printf 'readyz=%s\n' "$(ask get --raw /readyz | tail -n 1)"
ask get nodes -o go-template='
{{- range .items }}kubelet={{ .status.nodeInfo.kubeletVersion }}
{{ end -}}'
addresses=$(ask get endpointslices --namespace=kube-system --selector=kubernetes.io/service-name=kube-dns -o go-template='
{{- range .items }}{{ range .endpoints }}{{ if .conditions.ready }}{{ range .addresses }}{{ . }}
{{ end }}{{ end }}{{ end }}{{ end -}}') || exit 0
printf 'dns=%s\n' "$(printf '%s\n' "$addresses" | grep -c .)"
# NAMESPACE KIND/NAME TEMPLATE-HASH PHASE READY; one that is being deleted counts no more.
ask get pods --all-namespaces -o go-template='
{{- range $pod := .items }}{{ if not $pod.metadata.deletionTimestamp }}pod={{ $pod.metadata.namespace }} {{ with $pod.metadata.ownerReferences }}{{ with index . 0 }}{{ .kind }}/{{ .name }}{{ end }}{{ else }}Pod/{{ $pod.metadata.name }}{{ end }} {{ with $pod.metadata.labels }}{{ with index . "pod-template-hash" }}{{ . }}{{ else }}-{{ end }}{{ else }}-{{ end }} {{ $pod.status.phase }} {{ with $pod.status.conditions }}{{ range . }}{{ if eq .type "Ready" }}{{ .status }}{{ end }}{{ end }}{{ end }}
{{ end }}{{ end -}}' && printf 'known=pods\n'
exit 0
