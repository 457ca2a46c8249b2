# Has the box make a kit now, or asks the program there what $1 says: list those it made, settle or claim who goes on as the
# box. $2: seconds between two looks. Prints `none` where it makes no kits.
set -eu
export LC_ALL=C
service=nordbox-backup.service
unit=/etc/systemd/system/$service
if ! [ -f "$unit" ]; then
    echo none
    exit 0
fi
if [ "$1" = make ]; then
    # Also when one is being made: the job is the same, and is waited for, as long as its processes use their time: what
    # is said of that is for whoever listens for a sign of life, and says nothing else.
    systemctl start "$service" &
    job=$!
    before=
    while kill -0 "$job" 2>/dev/null; do
        used=$(systemctl show --property=CPUUsageNSec --value "$service" 2>/dev/null) || used=
        [ "$used" = "$before" ] || printf .
        before=$used
        sleep "${2:-5}"
    done
    wait "$job" && exit 0
    journalctl -q -u "$service" -t java -n 20 -o cat --no-pager 2>/dev/null | tail -n 3 >&2 || :
    exit 1
fi
backup=$(sed -n 's/^ExecStart=\(.* kit backup\).*/\1/p' "$unit")
if [ "$1" = claim ]; then
    # shellcheck disable=SC2086
    $backup --claim
    # The last run failed since another host had the box; what else it failed with is remembered.
    systemctl reset-failed "$service" 2>/dev/null || :
    exit 0
fi
# shellcheck disable=SC2086
exec $backup "--$1"
