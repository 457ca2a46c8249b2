# Tells how k3s is doing: one KEY=value a line. Asks the API only when systemd says that k3s is up:
# kubectl is dear, and takes from k3s what it needs to start.
# $1, optional: a file of manifests. Then the parts that are asked for: node, labelled, drift, sealing-keys. A part that
# was answered is told as known. Without any, how the node is doing.
export LC_ALL=C PATH="/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"
set -u
baseline=${1:-}
[ $# = 0 ] || shift
parts=" ${*:-node} "
states=$(systemctl show --timestamp=us+utc \
    --property=ActiveState,SubState,InvocationID,NRestarts,ExecMainStartTimestamp k3s.service)
printf '%s\n' "$states"
printf 'journal=%s\n' "$(journalctl --unit=k3s.service --lines=1 --output=cat --quiet 2>/dev/null |
    tail -n 1 | cut -c 1-500)"
case $states in *ActiveState=active*) ;; *) exit 0 ;; esac
printf 'now=%s\n' "$(date -u '+%Y-%m-%dT%H:%M:%SZ')"

export KUBECONFIG=/etc/rancher/k3s/k3s.yaml
patience=20s
ask() { k3s kubectl --request-timeout=$patience "$@" 2>/dev/null; }
asked() { case $parts in *" $1 "*) ;; *) return 1 ;; esac; }
known() { printf 'known=%s\n' "$1"; }
look_at_node() {
    # The node of a lost host, in a cluster that came from a kit, says nothing of this one.
    lost=$(sed -n 's/^done [^ ]* \([^ ]*\).*/\1/p' /var/lib/nordbox-installer/notes/restored 2>/dev/null)
    node=$(sed -n 's/^node-name: "\(.*\)"$/\1/p' /etc/rancher/k3s/config.yaml.d/50-nordbox-node-name.yaml 2>/dev/null)
    [ "$lost" != "${node:-$(uname -n | tr '[:upper:]' '[:lower:]')}" ] || lost=
    answer=$(ask get nodes,endpointslices --namespace=default -o go-template='
{{- range .items -}}
  {{- if eq .kind "Node" }}node-name={{ .metadata.name }}
{{ $name := .metadata.name }}{{ range $key, $value := .metadata.labels -}}
node-label={{ $name }} {{ $key }} {{ $value }}
{{ end }}{{ range .spec.taints -}}
node-taint={{ $name }} {{ .key }}:{{ .effect }} {{ with .value }}{{ . }}{{ end }}
{{ end }}{{ $lost := eq .metadata.name "'"$lost"'" }}{{ range .status.conditions -}}
      {{- if and (eq .type "Ready") (not $lost) }}node={{ .status }}
node-heard={{ .lastHeartbeatTime }}
node-message={{ .message }}
{{ end -}}
    {{- end -}}
  {{- else if eq .metadata.name "kubernetes" -}}
    {{- range .endpoints }}address={{ index .addresses 0 }}
{{ end -}}
  {{- end -}}
{{- end -}}')
    printf '%s\n' "$answer"
    printf 'readyz=%s\n' "$(ask get --raw /readyz | tail -n 1)"
    case $answer in
        *node=True*) ;;
        *)
            printf 'warning=%s\n' "$(ask get events --all-namespaces --field-selector=type=Warning \
                --sort-by=.lastTimestamp --no-headers \
                -o custom-columns=KIND:.involvedObject.kind,NAME:.involvedObject.name,MESSAGE:.message |
                tail -n 1 | tr -s ' ')"
            return 1
            ;;
    esac
}
if asked node; then
    known node
    look_at_node || exit 0
fi

# A host that is busy answers late, and an answer that was not waited for would count as drift.
patience=5m
asked labelled && ask get networkpolicies,resourcequotas,limitranges,secrets,validatingadmissionpolicies,validatingadmissionpolicybindings \
    --all-namespaces --selector=nordbox.no/part-of=baseline -o go-template='
{{- range .items }}labelled={{ .kind }} {{ with .metadata.namespace }}{{ . }}/{{ end }}{{ .metadata.name }} {{ .metadata.uid }}
{{ end -}}' && known labelled
# The certificates of the sealing keys, also of those out of use, which are not brought again; the private halves stay.
asked sealing-keys && ask get secrets --namespace=kube-system --selector=sealedsecrets.bitnami.com/sealed-secrets-key -o go-template='
{{- range .items }}{{ with .data }}sealing-key={{ index . "tls.crt" }}
{{ end }}{{ end -}}' && known sealing-keys
# What there is nothing to compare with is not known to be as it was.
{ asked drift && [ -r "$baseline" ]; } || exit 0
# A server-side dry run of the whole file; only names come back, so that no Secret can. Every dry run counts
# `generation` up where the file has an empty list, which the API stores as none.
differing=$(KUBECTL_EXTERNAL_DIFF='diff -qN -I generation' ask diff --server-side --force-conflicts \
    --field-manager=nordbox-installer --filename="$baseline")
case $? in
    0) ;;
    1) printf '%s\n' "$differing" | sed -n 's|^Files [^ ]*/LIVE-[0-9]*/\(.*\) and .* differ$|drift=\1|p' ;;
    *) echo 'drift=the baseline cannot be compared' ;;
esac
known drift
exit 0
