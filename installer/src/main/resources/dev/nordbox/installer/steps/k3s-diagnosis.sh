# What a person would look at first when k3s does not come up; plain text, for people.
export LC_ALL=C PATH="/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"
set -u
systemctl show --property=ActiveState,SubState,Result,NRestarts,ExecMainStatus k3s.service |
    tr '\n' ' ' | sed 's/^/systemd: /; s/ $//'
echo
journalctl --unit=k3s.service --lines=5 --output=cat --quiet 2>/dev/null | cut -c 1-300 |
    sed 's/^/journal: /'
df -h --output=target,avail,pcent /var/lib/rancher 2>/dev/null | tail -n 1 | sed 's/^/disk: /'
while read -r key value unit; do
    case $key in MemTotal: | MemAvailable:) printf 'memory: %s %s %s\n' "$key" "$value" "$unit" ;; esac
done </proc/meminfo
[ -r /proc/pressure/memory ] && sed -n 's/^some/memory pressure: some/p' /proc/pressure/memory
[ -r /proc/pressure/io ] && sed -n 's/^some/disk pressure: some/p' /proc/pressure/io
systemctl is-active --quiet k3s.service || exit 0
export KUBECONFIG=/etc/rancher/k3s/k3s.yaml
k3s kubectl --request-timeout=10s get events --all-namespaces --field-selector=type=Warning \
    --sort-by=.lastTimestamp --no-headers \
    -o custom-columns=KIND:.involvedObject.kind,NAME:.involvedObject.name,MESSAGE:.message 2>/dev/null |
    tail -n 5 | tr -s ' ' | cut -c 1-300 | sed 's/^/event: /'
k3s kubectl --request-timeout=10s get nodes -o go-template='
{{- range .items }}{{ range .status.conditions }}node: {{ .type }}={{ .status }} {{ .message }}
{{ end }}{{ end }}' 2>/dev/null
exit 0
