# Prints one line for each definition of the Gateway API, NAME TRACKING RELEASE (- where there is none), and `policy` where
# the Gateway API's own policy against older definitions stands.
export LC_ALL=C PATH="/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"
export KUBECONFIG=/etc/rancher/k3s/k3s.yaml
ask() { k3s kubectl --request-timeout=60s "$@" 2>/dev/null; }
ask get customresourcedefinitions -o go-template='
{{- range .items }}{{ if eq .spec.group "gateway.networking.k8s.io" }}{{ .metadata.name }} {{ with .metadata.annotations }}{{ with index . "argocd.argoproj.io/tracking-id" }}{{ . }}{{ else }}-{{ end }} {{ with index . "gateway.networking.k8s.io/bundle-version" }}{{ . }}{{ else }}-{{ end }}{{ else }}- -{{ end }}
{{ end }}{{ end -}}'
ask get validatingadmissionpolicies safe-upgrades.gateway.networking.k8s.io -o go-template='policy
'
exit 0
