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
work=$(mktemp -d) || exit 1
bridged=$(ip -4 -o addr show dev $bridge 2>/dev/null | sed -n 's|.* inet \([0-9.]*\)/\([0-9]*\) .*|\1 \2|p' | head -n 1)
if [ -z "$bridged" ]; then
    echo 'ready state=no-bridge'
    rm -rf "$work"
    exit 0
fi
gateway=${bridged% *} bits=${bridged#* }
for last in 254 253 252 251 250 249 248 247; do
    candidate=${gateway%.*}.$last
    [ -e "/var/lib/cni/networks/cbr0/$candidate" ] || ip neigh show "$candidate" 2>/dev/null | grep -q REACHABLE || echo "$candidate"
done >"$work/free"
places=
# enter NUMBER: makes that place, and is there from now on.
enter() {
    ns=nordbox-probe-$$-$1 near=nbx$$$1 address=$(sed -n "$1p" "$work/free")
    places="$places $1"
    [ -n "$address" ] && ip netns add "$ns" && ip link add "$near" type veth peer name eth0 netns "$ns" &&
        ip link set "$near" master $bridge up && ip -n "$ns" addr add "$address/$bits" dev eth0 &&
        ip -n "$ns" link set eth0 up && ip -n "$ns" route add default via "$gateway"
}
leave() {
    for place in $places; do
        ip netns del "nordbox-probe-$$-$place" 2>/dev/null
        ip link del "nbx$$$place" 2>/dev/null
    done
    rm -rf "$work"
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
# count before, then count after: what the guard has counted by then. counted COMMENT: packets in between that rules with
# this comment took.
count() { nft list table inet nordbox >"$work/$1" 2>/dev/null; }
of() { sed -n "s/.* counter packets \([0-9]*\) .*comment \"$1\".*/\1/p" | { sum=0; while read -r n; do sum=$((sum + n)); done; echo $sum; }; }
counted() { echo $(($(of "$1" <"$work/after") - $(of "$1" <"$work/before"))); }

enter 1 || { echo 'ready state=no-namespace'; exit 0; }
# Frames are forwarded once the bridge port has settled; the API's service address answers pods and nobody else.
control=closed
for _ in 1 2 3 4 5 6 7 8; do
    control=$(try pod 10.43.0.1 443 5)
    [ "$control" = open ] && break
    sleep 1
done
printf 'ready state=%s address=%s\n' "$control" "$address"

# Silence takes its time: what different rules count is tried at once.
count before
try pod "$elsewhere" 443 5 >"$work/PR-07" &
try pod 169.254.169.254 80 3 >"$work/PR-06" &
try host "$elsewhere" 443 5 >"$work/PR-12" &
wait
count after
printf 'PR-07 answer=%s tries=1 counted=%s target=%s\n' "$(cat "$work/PR-07")" "$(counted 'pod egress denied')" "$elsewhere"
printf 'PR-06 answer=%s tries=1 counted=%s\n' "$(cat "$work/PR-06")" "$(counted 'metadata denied')"
printf 'PR-12 answer=%s tries=1 counted=%s target=%s\n' "$(cat "$work/PR-12")" "$(counted 'host egress denied')" "$elsewhere"

for endpoint; do
    IFS=: read -r where to port name <<END
$endpoint
END
    printf 'PR-08 answer=%s from=%s name=%s target=%s port=%s\n' "$(try "$where" "$to" "$port" 10)" "$where" "$name" "$to" "$port" &
done
wait

if ip -6 route show default 2>/dev/null | grep -q .; then
    count before
    answer=$(try host 2001:db8::1 443 5)
    count after
    printf 'PR-13 answer=%s tries=1 counted=%s\n' "$answer" "$(counted 'host egress denied')"
else
    echo 'PR-13 answer=no-route tries=0 counted=0'
fi

# The race: places in the network that did not exist a moment ago, whose first act is to connect.
count before
tries=0
for place in 2 3 4 5 6; do
    enter $place || continue
    tries=$((tries + 1))
    try pod "$elsewhere" 443 4 >"$work/race-$place" &
done
wait
count after
printf 'PR-09 open=%s tries=%s counted=%s target=%s\n' "$(cat "$work"/race-* 2>/dev/null | grep -c open)" $tries \
    "$(counted 'pod egress denied')" "$elsewhere"
exit 0
