# Waits until the box may prove itself: nobody changes it or proves it, and its cluster is Ready. Prints a dot at each look,
# then one word: ready; busy, when somebody was at it to the end; silent, when only the cluster was not Ready.
#
# $1: how long to wait, $2: between two looks, in seconds
export LC_ALL=C PATH="/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"
export KUBECONFIG=/etc/rancher/k3s/k3s.yaml
set -u
lock=/run/nordbox-installer.lock
held=/run/nordbox-proof.held

# By who has the host's lock (lock-take.sh). It ends with its connection; where that has no process, it has its time.
changed() {
    [ -e "$lock" ] || return 1
    session=0 start=0 since=0
    read -r _ session start since _ <"$lock" || return 1
    if [ "$session" = 0 ]; then
        [ $(($(date +%s) - since)) -lt 3600 ]
        return
    fi
    line=
    [ ! -r "/proc/$session/stat" ] || read -r line <"/proc/$session/stat" || :
    # Field 22; the name in field 2 may hold blanks.
    # shellcheck disable=SC2086
    set -- ${line##*) }
    [ "${20:-gone}" = "$start" ]
}
# By a person, who may have lost the connection.
proved() { [ -n "$(find "$held" -mmin -30 2>/dev/null)" ]; }
is_ready() { k3s kubectl --request-timeout=10s wait --for=condition=Ready node --all --timeout=5s >/dev/null 2>&1; }

waited=0
while changed || proved || ! is_ready; do
    if [ "$waited" -ge "$1" ]; then
        if changed || proved; then echo busy; else echo silent; fi
        exit 0
    fi
    printf '.\n'
    sleep "$2"
    waited=$((waited + $2))
done
echo ready
