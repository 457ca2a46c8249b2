# Waits until the box may prove itself: nobody changes it or proves it, and its cluster is Ready. Prints a dot at each look,
# then one word: ready; busy, when somebody was at it to the end; silent, when only the cluster was not Ready.
#
# $1: how long to wait, looks and all, $2: between two looks, $3: how long what k3s runs takes to come up, in seconds
export LC_ALL=C PATH="/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"
export KUBECONFIG=/etc/rancher/k3s/k3s.yaml
set -u
lock=/run/nordbox-installer.lock
held=/run
up=/proc/uptime

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
proved() { [ -n "$(find "$held" -maxdepth 1 -name 'nordbox-proof.held*' -mmin -30 2>/dev/null)" ]; }
now() { read -r seconds _ <"$up" && echo "${seconds%.*}"; }
# Filters and policies are made anew with each start.
has_settled() {
    since=$(systemctl show --property=InactiveExitTimestampMonotonic --value k3s.service 2>/dev/null)
    [ $(($(now) - ${since:-0} / 1000000)) -ge "$1" ]
}
is_ready() { timeout 30 k3s kubectl --request-timeout=10s wait --for=condition=Ready node --all --timeout=5s >/dev/null 2>&1; }

end=$(($(now) + $1))
while changed || proved || ! has_settled "$3" || ! is_ready; do
    if [ "$(now)" -ge "$end" ]; then
        if changed || proved; then echo busy; else echo silent; fi
        exit 0
    fi
    printf '.\n'
    sleep "$2"
done
echo ready
