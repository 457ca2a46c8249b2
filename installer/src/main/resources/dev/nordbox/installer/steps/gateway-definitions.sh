# Prints one line for each definition of the Gateway API that k3s' own charts have not brought, NAME RELEASE TRACKING (- where
# there is none), `policy` where the Gateway API's own policy against older definitions stands, `left-out` where this
# host's k3s is told to bring none, and `without-traefik` where it is told to bring no traefik, whose chart has them too.
export LC_ALL=C PATH="/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"
export KUBECONFIG=/etc/rancher/k3s/k3s.yaml
ask() { k3s kubectl --request-timeout=60s "$@" 2>/dev/null; }
ask get customresourcedefinitions -o go-template='
{{- range .items }}{{ if eq .spec.group "gateway.networking.k8s.io" }}{{ .metadata.name }} {{ with .metadata.annotations }}{{ with index . "meta.helm.sh/release-name" }}{{ . }}{{ else }}-{{ end }} {{ with index . "gateway.networking.k8s.io/bundle-version" }}{{ . }}{{ else }}-{{ end }} {{ with index . "argocd.argoproj.io/tracking-id" }}{{ . }}{{ else }}-{{ end }}{{ else }}- - -{{ end }}
{{ end }}{{ end -}}' | while read -r name brought release tracking; do
    case $brought in traefik-crd | gateway-api-crd) ;; *) printf '%s %s %s\n' "$name" "$release" "$tracking" ;; esac
done
ask get validatingadmissionpolicies safe-upgrades.gateway.networking.k8s.io -o go-template='policy
'
is_listed() { grep -qsE "^ *- *\"?$1\"? *\$" /etc/rancher/k3s/config.yaml /etc/rancher/k3s/config.yaml.d/*.yaml; }
is_listed gateway-api-crd && echo left-out
is_listed traefik && echo without-traefik
exit 0
