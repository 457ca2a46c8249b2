# Goes before scripts that put something in force until a login proves it. They name the folder of what they try, `run`,
# and the unit that takes it back, `unit`.
set -eu
export LC_ALL=C PATH="/usr/sbin:/usr/bin:/sbin:/bin"

# Whether a run before this one ended between loading and proof.
pending() { systemctl -q is-active "$unit.timer"; }
# After $1 seconds the host runs $2 by itself, whoever is still connected.
arm() {
    rm -f "$run/reverted"
    systemctl reset-failed "$unit.timer" "$unit.service" 2>/dev/null || :
    systemd-run --quiet --unit="$unit" --description='nordbox: take back what no login has proved' \
        --on-active="$1" --timer-property=AccuracySec=1s \
        /bin/sh -c ": >$run/reverted; exec $2" </dev/null
}
disarm() { systemctl stop "$unit.timer" 2>/dev/null || :; }
# Ends with an error where the host was quicker than the proof.
settle() {
    disarm
    if [ -e "$run/reverted" ] || systemctl -q is-active "$unit.service"; then
        echo "the proof came too late: $1 has taken itself back" >&2
        exit 1
    fi
}
# At once, without waiting for the timer.
take_back() {
    pending || exit 0
    systemctl start "$unit.service"
    disarm
}
