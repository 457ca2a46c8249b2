# Prints everything of a box that is not in Git: `meta KEY VALUE` lines, for each part a line `part MODE SIZE PATH` and
# then its bytes, `key CERTIFICATE` of each sealing key, and at last `end`. What the reader misses, a broken connection has taken.
# Nothing is written but etcd's snapshot, by k3s, beside etcd's own data; it goes again. No secret is an argument: printf
# is the shell's own.
export LC_ALL=C PATH="/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"
set -eu
umask 077
server=/var/lib/rancher/k3s/server
snapshots=$server/db/snapshots
controller=/var/lib/nordbox/git
export KUBECONFIG=/etc/rancher/k3s/k3s.yaml

fail() { echo "$*" >&2; exit 1; }
forget() { rm -f -- "$snapshots"/nordbox-kit-*; }
# Whoever comes second would take the first one's snapshot away.
[ ! -d "$server/db" ] || exec 9<"$server/db"
[ ! -d "$server/db" ] || flock -w 240 9 || fail "another kit of this box is being made"
trap forget EXIT
trap 'exit 129' HUP INT TERM PIPE

meta() { printf 'meta %s %s\n' "$1" "$2"; }
file() { # file PATH-IN-KIT FILE
    [ -f "$2" ] || return 0
    size=$(stat -c %s -- "$2")
    printf 'part %s %s %s\n' "$(stat -c %a -- "$2")" "$size" "$1"
    # A file that grows meanwhile is taken as it was.
    head -c "$size" -- "$2"
}
# of_controller PATH-IN-KIT FILE: the controller could have put a link to anything there, so what was opened has to lie where
# it was named. Not read as the controller: the unit that makes kits may not become anybody.
of_controller() {
    # shellcheck disable=SC2016
    content=$(timeout 20 sh -c 'exec 3<"$1" && [ "$(readlink /proc/self/fd/3)" = "$1" ] && head -c 1048576 <&3' sh "$2" 2>/dev/null |
        base64 -w 0) || content=
    [ -n "$content" ] || return 0
    printf 'part 600 %s %s\n' "$(printf %s "$content" | base64 -d | wc -c)" "$1"
    printf %s "$content" | base64 -d
}
text() { # text PATH-IN-KIT TEXT
    [ -n "$2" ] || return 0
    printf 'part 600 %s %s\n' "$(printf '%s\n' "$2" | wc -c)" "$1"
    printf '%s\n' "$2"
}
tree() { # tree PATH-IN-KIT DIRECTORY
    [ -d "$2" ] || return 0
    find "$2" -xdev -type f ! -name '.*' | sort | while IFS= read -r each; do
        file "$1/${each#"$2"/}" "$each"
    done
}
setting() { sed -n "s/^ *$1: \"\(.*\)\"\$/\1/p" /etc/nordbox/controller.yaml | head -n 1; }

systemctl is-active --quiet k3s.service || fail "k3s does not run, and its datastore can only be read while it does"
[ -d "$server/db/etcd" ] || fail "the datastore is not etcd, whose snapshots alone can be restored elsewhere"
# A token that was changed since k3s started opens nothing, and nobody would know before the worst day.
bare() { sed 's/^.*::server://' "$1"; }
if [ -f "$server/token" ] && [ "$(bare $server/token)" != "$(bare /etc/rancher/k3s/token)" ]; then
    fail "/etc/rancher/k3s/token is not the token that k3s runs with: write the one of $server/token there" \
        "(what follows ::server:)"
fi
# What is there before the snapshot and after it is in it; what is on its way out comes back only to go.
namespaces() {
    k3s kubectl get namespaces --output \
        'jsonpath={range .items[?(@.status.phase=="Active")]}{.metadata.uid} {.metadata.name}{"\n"}{end}'
}
forget
before=$(namespaces)
k3s etcd-snapshot save --name nordbox-kit >&2
after=$(namespaces)
snapshot=$(ls -t -- "$snapshots"/nordbox-kit-* | head -n 1)
[ -s "$snapshot" ] || fail "k3s says that it saved a snapshot, and there is none"
case $snapshot in *.zip) fail "the snapshot is compressed, which k3s cannot restore: remove etcd-snapshot-compress" ;; esac
keys=$(k3s kubectl --namespace kube-system get secrets \
    --selector sealedsecrets.bitnami.com/sealed-secrets-key --output yaml)

meta k3s "$(k3s --version | sed -n '1s/^k3s version \([^ ]*\).*/\1/p')"
node=$(sed -n 's/^node-name: "\(.*\)"$/\1/p' /etc/rancher/k3s/config.yaml.d/50-nordbox-node-name.yaml 2>/dev/null || :)
meta node "${node:-$(uname -n | tr '[:upper:]' '[:lower:]')}"
if [ -f /etc/nordbox/controller.yaml ]; then
    meta url "$(setting url)"
    meta revision "$(setting targetRevision)"
    meta path "$(setting path)"
fi

file k3s/token /etc/rancher/k3s/token
file k3s/node-password /etc/rancher/node/password
tree k3s/server/tls $server/tls
tree k3s/server/cred $server/cred
file k3s/etc/registries.yaml /etc/rancher/k3s/registries.yaml
tree k3s/etc/config.yaml.d /etc/rancher/k3s/config.yaml.d
file k3s/env/default /etc/default/k3s
file k3s/env/sysconfig /etc/sysconfig/k3s
file k3s/env/service /etc/systemd/system/k3s.service.env
file k3s/etcd-snapshot "$snapshot"
text cluster/sealing-keys.yaml "$keys"
# Their certificates, which are public, for the manifest: kubectl prints each in a line of its own.
printf '%s\n' "$keys" | sed -n 's/^ *tls\.crt: *\([A-Za-z0-9+/=]*\)$/key \1/p'
text cluster/namespaces "$(printf '%s\n%s\n' "$before" "$after" | sort | uniq -d)"
of_controller controller/id_ed25519 $controller/id_ed25519
of_controller controller/id_ed25519.pub $controller/id_ed25519.pub
of_controller controller/known_hosts $controller/known_hosts
of_controller controller/webhook-secret /var/lib/nordbox/webhook-secret
file controller/controller.yaml /etc/nordbox/controller.yaml
file nordbox.yaml /etc/nordbox/nordbox.yaml
text host/ssh_host_keys.pub "$(cat /etc/ssh/ssh_host_*_key.pub 2>/dev/null || :)"
tree evidence /var/lib/nordbox-installer/evidence
printf 'end\n'
