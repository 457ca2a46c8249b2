# Tries to connect from a pod's place in the network and from the host, and tells what came of it along with the guard's
# counters: PROBE KEY=value… a line. The pod's place is a network namespace on cni0 with an address of the pod range that
# Kubernetes never gave out: no policy knows it, so it stands for every pod whose policies are not there yet.
#
# Arguments: an address that no list names; then endpoints, each HOSTorPOD:ADDRESS:PORT:NAME
export LC_ALL=C PATH="/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"
set -u
elsewhere=$1
shift
bridge=cni0
ns=nordbox-probe-$$
near=nbx$$
bridged=$(ip -4 -o addr show dev $bridge 2>/dev/null | sed -n 's|.* inet \([0-9.]*\)/\([0-9]*\) .*|\1 \2|p' | head -n 1)
if [ -z "$bridged" ]; then
    echo 'ready state=no-bridge'
    exit 0
fi
gateway=${bridged% *} bits=${bridged#* }
address=
for last in 254 253 252 251 250 249 248 247; do
    candidate=${gateway%.*}.$last
    if ! [ -e "/var/lib/cni/networks/cbr0/$candidate" ] && ! ip neigh show "$candidate" 2>/dev/null | grep -q REACHABLE; then
        address=$candidate
        break
    fi
done
enter() {
    ip netns add "$ns" && ip link add "$near" type veth peer name eth0 netns "$ns" &&
        ip link set "$near" master $bridge up && ip -n "$ns" addr add "$address/$bits" dev eth0 &&
        ip -n "$ns" link set eth0 up && ip -n "$ns" route add default via "$gateway"
}
leave() {
    ip netns del "$ns" 2>/dev/null
    ip link del "$near" 2>/dev/null
}
trap leave EXIT
# Ended from outside, it leaves nothing either.
trap 'exit 143' TERM
pod() { ip netns exec "$ns" "$@"; }
host() { "$@"; }
# try WHERE ADDRESS PORT SECONDS: open, refused or timeout
try() {
    "$1" timeout "$4" bash -c "exec 3<>/dev/tcp/$2/$3" 2>/dev/null
    case $? in 0) echo open ;; 124) echo timeout ;; *) echo refused ;; esac
}
# Packets that rules with this comment have counted.
denied() {
    nft list table inet nordbox 2>/dev/null |
        sed -n "s/.* counter packets \([0-9]*\) .*comment \"$1\".*/\1/p" | { sum=0; while read -r n; do sum=$((sum + n)); done; echo $sum; }
}

enter || { echo 'ready state=no-namespace'; exit 0; }
# Frames are forwarded once the bridge port has settled; the API's service address answers pods and nobody else.
control=closed
for _ in 1 2 3 4 5 6 7 8; do
    control=$(try pod 10.43.0.1 443 5)
    [ "$control" = open ] && break
    sleep 1
done
printf 'ready state=%s address=%s\n' "$control" "$address"

before=$(denied 'pod egress denied')
answer=$(try pod "$elsewhere" 443 5)
printf 'PR-07 answer=%s tries=1 counted=%s target=%s\n' "$answer" $(($(denied 'pod egress denied') - before)) "$elsewhere"

before=$(denied 'metadata denied')
answer=$(try pod 169.254.169.254 80 3)
printf 'PR-06 answer=%s tries=1 counted=%s\n' "$answer" $(($(denied 'metadata denied') - before))

for endpoint; do
    IFS=: read -r where to port name <<END
$endpoint
END
    printf 'PR-08 answer=%s from=%s name=%s target=%s port=%s\n' "$(try "$where" "$to" "$port" 10)" "$where" "$name" "$to" "$port"
done

before=$(denied 'host egress denied')
answer=$(try host "$elsewhere" 443 5)
printf 'PR-12 answer=%s tries=1 counted=%s target=%s\n' "$answer" $(($(denied 'host egress denied') - before)) "$elsewhere"

if ip -6 route show default 2>/dev/null | grep -q .; then
    before=$(denied 'host egress denied')
    answer=$(try host 2001:db8::1 443 5)
    printf 'PR-13 answer=%s tries=1 counted=%s\n' "$answer" $(($(denied 'host egress denied') - before))
else
    echo 'PR-13 answer=no-route tries=0 counted=0'
fi

# The race: a place in the network that did not exist a moment ago, whose first act is to connect.
before=$(denied 'pod egress denied')
open=0 tries=0
while [ $tries -lt 5 ]; do
    leave
    enter || break
    tries=$((tries + 1))
    [ "$(try pod "$elsewhere" 443 4)" = open ] && open=$((open + 1))
done
printf 'PR-09 open=%s tries=%s counted=%s target=%s\n' $open $tries $(($(denied 'pod egress denied') - before)) "$elsewhere"
exit 0
