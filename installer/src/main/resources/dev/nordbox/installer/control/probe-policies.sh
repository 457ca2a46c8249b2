# Makes a pod in each namespace that is named and tries to connect from it and to it: a line for each try. The pods have
# their network and nothing else: their image is on no machine and may not be fetched, so that no program of theirs ever
# starts, and the tries are made from their network by programs of the host. They go when the script ends.
#
# Arguments: image; label of pods that may reach the API; namespaces, separated by commas; then tries, each
# FROM>TO:PORT:KIND:WANT. FROM and TO are `host`, `bare` (a place of the pod network that Kubernetes never gave out, so that
# no policy knows it), a namespace (its pod), NAMESPACE+api (a pod with the label; in the first namespace only), or an
# address; TO/6 is the link-local IPv6 address. KIND is tcp, or dns over udp or tcp: dnsudp, dnstcp. WANT says what is
# waited for, since policies are programmed a moment after a pod has its address: open, denied, or any for the first answer.
export LC_ALL=C PATH="/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"
export KUBECONFIG=/etc/rancher/k3s/k3s.yaml
set -u
image=$1 label=$2 namespaces=$3
shift 3
bridge=cni0
port=47831
run=$$
bare=nordbox-probe-$run
near=nbp$run
listeners=
work=$(mktemp -d) || exit 1
kubectl() { k3s kubectl --request-timeout=60s "$@"; }
leave() {
    # shellcheck disable=SC2086
    [ -z "$listeners" ] || kill $listeners 2>/dev/null
    ip netns del "$bare" 2>/dev/null
    ip link del "$near" 2>/dev/null
    kubectl delete pods --all-namespaces --selector=nordbox.no/probe --grace-period=1 --wait=false >/dev/null 2>&1
    rm -rf "$work"
}
trap leave EXIT
# Ended from outside, it leaves nothing either.
trap 'exit 143' TERM

# Connects to each ADDRESS PORT KIND at once, and writes KEY ANSWER a line: open, refused, timeout, or the beginning of what
# a name server answered. perl-base is part of every Debian and Ubuntu.
cat >"$work/try" <<'END'
use strict;
use Errno;
use Socket qw(:DEFAULT :addrinfo);
my $query = pack('n6', 0x1234, 0x0100, 1, 0, 0, 0)
    . pack('(C/a)*', qw(kubernetes default svc cluster local)) . pack('Cnn', 0, 1, 1);
for (@ARGV) {
    defined(my $child = fork) or die "fork: $!";
    next if $child;
    my ($key, $to, $port, $kind) = split / /;
    my $answer = sub { syswrite STDOUT, "$key $_[0]\n"; exit };
    $SIG{ALRM} = sub { $answer->('timeout') };
    alarm 6;
    my $type = $kind eq 'dnsudp' ? SOCK_DGRAM : SOCK_STREAM;
    my ($error, $at) = getaddrinfo($to, $port, {flags => AI_NUMERICHOST, socktype => $type});
    $answer->('no-address') if $error || !$at;
    socket(my $socket, $at->{family}, $type, 0) or $answer->('no-address');
    connect($socket, $at->{addr}) or $answer->($!{ETIMEDOUT} ? 'timeout' : 'refused');
    $answer->('open') if $kind eq 'tcp';
    my $text = $kind eq 'dnstcp' ? pack('n/a', $query) : $query;
    my $skip = length($text) - length($query);
    defined syswrite($socket, $text) or $answer->('refused');
    my $got = '';
    while (length($got) < $skip + 12) {
        my $read = sysread($socket, $got, 4096, length $got);
        $answer->('refused') if !defined $read || $read == 0;
    }
    $answer->(unpack 'H24', substr $got, $skip);
}
1 while wait > 0;
END
cat >"$work/listen" <<'END'
use strict;
use Socket qw(:all);
my $socket;
if (socket($socket, AF_INET6, SOCK_STREAM, 0)) {
    setsockopt($socket, IPPROTO_IPV6, IPV6_V6ONLY, 0);
    bind($socket, pack_sockaddr_in6($ARGV[0], IN6ADDR_ANY)) or die "bind: $!";
} else {
    socket($socket, AF_INET, SOCK_STREAM, 0) or die "socket: $!";
    bind($socket, pack_sockaddr_in($ARGV[0], INADDR_ANY)) or die "bind: $!";
}
listen($socket, 64) or die "listen: $!";
while (accept(my $caller, $socket)) { close $caller }
END

# What a run that was killed left.
kubectl delete pods --all-namespaces --selector=nordbox.no/probe --grace-period=1 --wait=false >/dev/null 2>&1

# pod NAMESPACE NAME [LABEL]. The limits bind what sets its network up, too; without any a quota would refuse it.
pod() {
    cat <<END
{"apiVersion": "v1", "kind": "Pod",
 "metadata": {"name": "$2", "namespace": "$1", "labels": {"nordbox.no/probe": "$run"${3:+, $3}}},
 "spec": {"restartPolicy": "Never", "activeDeadlineSeconds": 600, "terminationGracePeriodSeconds": 0,
  "automountServiceAccountToken": false, "enableServiceLinks": false,
  "securityContext": {"runAsNonRoot": true, "runAsUser": 65532, "seccompProfile": {"type": "RuntimeDefault"}},
  "containers": [{"name": "none", "image": "$image", "imagePullPolicy": "Never",
   "resources": {"requests": {"cpu": "1m", "memory": "1Mi"}, "limits": {"cpu": "500m", "memory": "64Mi"}},
   "securityContext": {"allowPrivilegeEscalation": false, "readOnlyRootFilesystem": true, "capabilities": {"drop": ["ALL"]}}}]}}
END
}
names=$(printf '%s' "$namespaces" | tr , ' ')
wanted=0
for namespace in $names; do
    pod "$namespace" "nordbox-probe-$run-$namespace"
    [ $wanted = 0 ] && pod "$namespace" "nordbox-probe-api-$run" "\"${label%%=*}\": \"${label#*=}\""
    wanted=1
done >"$work/pods"
kubectl create -f "$work/pods" >"$work/created" 2>"$work/refused"
sed -n '/^Warning/d
    s/^Error from server.*: pods "nordbox-probe-[0-9]*-\([^"]*\)" is forbidden: /refused \1 /p; t
    s/^/refused - /p' "$work/refused"
wanted=$(grep -c created "$work/created")

# The place that no policy knows, as a namespace of its own on the pods' bridge.
bridged=$(ip -4 -o addr show dev $bridge 2>/dev/null | sed -n 's|.* inet \([0-9.]*\)/\([0-9]*\) .*|\1 \2|p' | head -n 1)
gateway=${bridged% *} bits=${bridged#* } address=
for last in 246 245 244 243 242 241; do
    candidate=${gateway%.*}.$last
    if ! [ -e "/var/lib/cni/networks/cbr0/$candidate" ] && ! ip neigh show "$candidate" 2>/dev/null | grep -q REACHABLE; then
        address=$candidate
        break
    fi
done
if [ -n "$bridged" ] && ip netns add "$bare" && ip link add "$near" type veth peer name eth0 netns "$bare" &&
    ip link set "$near" master $bridge up && ip -n "$bare" addr add "$address/$bits" dev eth0 &&
    ip -n "$bare" link set lo up && ip -n "$bare" link set eth0 up && ip -n "$bare" route add default via "$gateway"; then
    echo "bare $bare $address" >"$work/places"
else
    : >"$work/places"
fi

# Each pod's network by the address that Kubernetes has for it.
network_of() {
    for file in /run/netns/*; do
        ip -n "${file##*/}" -4 -o addr show 2>/dev/null | grep -q " $1/" && echo "${file##*/}" && return
    done
}
waited=0
while [ $waited -lt 120 ]; do
    kubectl get pods --all-namespaces --selector="nordbox.no/probe=$run" \
        -o 'jsonpath={range .items[*]}{.metadata.namespace} {.metadata.name} {.status.podIP}{"\n"}{end}' >"$work/addresses" 2>/dev/null
    [ "$(grep -c '[0-9]$' "$work/addresses")" -ge "$wanted" ] && break
    sleep 2
    waited=$((waited + 2))
done
while read -r namespace name at; do
    [ -n "$at" ] || continue
    network=$(network_of "$at")
    [ -n "$network" ] || continue
    case $name in nordbox-probe-api-*) namespace=$namespace+api ;; esac
    echo "$namespace $network $at" >>"$work/places"
done <"$work/addresses"
sed 's/^\([^ ]*\) [^ ]* /place \1 /' "$work/places"

while read -r _ network _; do
    ip netns exec "$network" perl "$work/listen" $port >/dev/null 2>&1 &
    listeners="$listeners $!"
done <"$work/places"

link_local() { sed -n "s|.* inet6 \([^/ ]*\)/.*|\1|p" | head -n 1; }
# The address of a TO, as FROM has to write it; nothing when it has none.
address_of() {
    case $2 in
        host/6) at=$(ip -6 -o addr show dev $bridge scope link 2>/dev/null | link_local) ;;
        */6)
            network=$(sed -n "s|^${2%/6} \([^ ]*\) .*|\1|p" "$work/places")
            at=$(ip -n "${network:-none}" -6 -o addr show dev eth0 scope link 2>/dev/null | link_local)
            ;;
        *[0-9].*) echo "$2" && return ;;
        *) sed -n "s|^$2 [^ ]* ||p" "$work/places" && return ;;
    esac
    [ -z "$at" ] || case $1 in host) echo "$at%$bridge" ;; *) echo "$at%eth0" ;; esac
}
# Tries from one place, each until it is as wanted or half a minute is over.
from() {
    place=$1
    network=$(sed -n "s|^$place \([^ ]*\) .*|\1|p" "$work/places")
    [ "$place" = host ] || [ -n "$network" ] || return
    began=$(date +%s)
    while [ -s "$work/now-$place" ]; do
        passed=$(($(date +%s) - began))
        set --
        while read -r line; do set -- "$@" "$line"; done <"$work/now-$place"
        : >"$work/again-$place"
        if [ "$place" = host ]; then perl "$work/try" "$@"; else ip netns exec "$network" perl "$work/try" "$@"; fi >"$work/answers-$place"
        while read -r key answer; do
            case ${key##*:}.$answer in
                denied.open | open.refused | open.timeout)
                    [ $passed -lt 30 ] && grep "^$key " "$work/now-$place" >>"$work/again-$place" && continue
                    ;;
            esac
            printf 'try %s answer=%s after=%s\n' "${key%:*}" "$answer" $passed
        done <"$work/answers-$place"
        mv "$work/again-$place" "$work/now-$place"
        [ ! -s "$work/now-$place" ] || sleep 1
    done
}
# A link-local address answers once nobody else turned out to have it.
settled() {
    while read -r _ network _; do
        [ -z "$(ip -n "$network" -6 -o addr show dev eth0 tentative 2>/dev/null)" ] || return 1
    done <"$work/places"
}
for _ in 1 2 3 4 5 6 7 8 9 10; do
    settled && break
    sleep 1
done
tried=
for place in $(for one; do echo "${one%%>*}"; done | sort -u); do
    for one; do
        [ "${one%%>*}" = "$place" ] || continue
        IFS=: read -r to to_port kind _ <<END
${one#*>}
END
        to=$(address_of "$place" "$to")
        [ -z "$to" ] || echo "$one $to $to_port $kind"
    done >"$work/now-$place"
    # From all places at once: what is denied answers with silence, which takes its time.
    from "$place" &
    tried="$tried $!"
done
# shellcheck disable=SC2086
wait $tried
exit 0
