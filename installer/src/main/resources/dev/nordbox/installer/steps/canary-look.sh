# Makes a pod, unless this start of k3s has made one already, and tells how it is doing: one KEY=value a line.
# It is of the image that the sandbox of every pod is of, which is on each host that runs any, and is never fetched. It lies
# in kube-system, since a profile takes k3s' own images there, by their names, and no quota is full; the host's perl looks a
# name up from its network. It bears every taint: it is no workload, and a host that takes none is upgraded, too. It belongs to a Job that ends and goes by itself, should nobody come back for it.
export LC_ALL=C PATH="/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"
export KUBECONFIG=/etc/rancher/k3s/k3s.yaml
containerd=/var/lib/rancher/k3s/agent/etc/containerd/config.toml
set -u
ask() { k3s kubectl --request-timeout=60s --namespace=kube-system "$@"; }
image=$(sed -n "s/^ *sandbox\(_image\)\{0,1\} *= *[\"']\([^\"']*\)[\"'].*/\2/p" "$containerd" 2>/dev/null | head -n 1)
if [ -z "$image" ]; then
    echo "why=$containerd names no image of sandboxes"
    exit 0
fi
start=$(systemctl show --property=InvocationID --value k3s.service | cut -c 1-12)
name=nordbox-canary-$start
job() {
    cat <<END
{"apiVersion": "batch/v1", "kind": "Job", "metadata": {"name": "$name", "labels": {"nordbox.no/canary": "$start"}},
 "spec": {"backoffLimit": 0, "activeDeadlineSeconds": 1800, "ttlSecondsAfterFinished": 900,
  "template": {"metadata": {"labels": {"nordbox.no/canary": "$start"}},
  "spec": {"restartPolicy": "Never", "terminationGracePeriodSeconds": 1, "tolerations": [{"operator": "Exists"}],
   "automountServiceAccountToken": false, "enableServiceLinks": false,
   "securityContext": {"runAsNonRoot": true, "runAsUser": 65532, "seccompProfile": {"type": "RuntimeDefault"}},
   "containers": [{"name": "canary", "image": "$image", "imagePullPolicy": "Never",
    "resources": {"requests": {"cpu": "1m", "memory": "1Mi"}, "limits": {"memory": "64Mi"}},
    "securityContext": {"allowPrivilegeEscalation": false, "readOnlyRootFilesystem": true, "capabilities": {"drop": ["ALL"]}}}]}}}}
END
}
pod=$(ask get pods --selector="nordbox.no/canary=$start" -o go-template='
{{- range .items }}{{ with .status }}{{ with .phase }}phase={{ . }}
{{ end }}{{ with .podIP }}address={{ . }}
{{ end }}{{ range .conditions }}{{ if and (eq .type "PodScheduled") (ne .status "True") }}{{ with .message }}why={{ . }}
{{ end }}{{ end }}{{ end }}{{ range .containerStatuses }}{{ with .state }}{{ with .running }}running=yes
{{ end }}{{ with .waiting }}why={{ .reason }}{{ with .message }}: {{ . }}{{ end }}
{{ end }}{{ with .terminated }}why={{ .reason }}, exit code {{ .exitCode }}{{ with .message }}: {{ . }}{{ end }}
{{ end }}{{ end }}{{ end }}{{ end }}{{ end -}}' 2>/dev/null)
if [ -z "$pod" ]; then
    # What a run that was killed left is of another start.
    ask delete jobs --selector="nordbox.no/canary,nordbox.no/canary!=$start" --cascade=foreground --wait=false >/dev/null 2>&1
    said=$(job | ask create -f - 2>&1 >/dev/null) || case $said in
        *AlreadyExists*) ;;
        *) printf 'why=%s\n' "$(printf '%s\n' "$said" | tail -n 1)" ;;
    esac
fi
printf '%s\n' "$pod"
case $pod in
    *running=yes*) ;;
    *)
        ask get events --field-selector=type=Warning --sort-by=.lastTimestamp --no-headers \
            -o custom-columns=NAME:.involvedObject.name,REASON:.reason,MESSAGE:.message 2>/dev/null |
            sed -n "s/^$name[^ ]*  *\([^ ]*\)  */\1: /p" | tail -n 1 | cut -c 1-500 | sed 's/^/event=/'
        exit 0
        ;;
esac
dns=$(ask get service kube-dns -o 'jsonpath={.spec.clusterIP}' 2>/dev/null) && [ -n "$dns" ] || exit 0
address=$(printf '%s\n' "$pod" | sed -n 's/^address=//p')
network=
for file in /run/netns/*; do
    ip -n "${file##*/}" -4 -o addr show 2>/dev/null | grep -qF " $address/" && network=${file##*/}
done
if [ -z "$network" ]; then
    echo 'dns=its network is not found'
    exit 0
fi
# Any name would do: that there is none is an answer, too.
ip netns exec "$network" perl - "$dns" <<'END'
use strict;
use Socket;
my $answer = sub { print "dns=$_[0]\n"; exit };
$SIG{ALRM} = sub { $answer->('no answer within 5 s') };
alarm 5;
socket(my $socket, AF_INET, SOCK_DGRAM, 0) or $answer->($!);
connect($socket, pack_sockaddr_in(53, inet_aton($ARGV[0]))) or $answer->($!);
syswrite($socket, pack('n6', 0x1234, 0x0100, 1, 0, 0, 0)
    . pack('(C/a)*', qw(kubernetes default svc cluster local)) . pack('Cnn', 0, 1, 1)) or $answer->($!);
defined(sysread($socket, my $got, 512)) or $answer->($!);
my $code = length($got) < 12 ? 1 : unpack('x3C', $got) & 15;
$answer->($code == 0 || $code == 3 ? 'answered' : "it answers with code $code");
END
exit 0
