# Sets parameters of the kernel back. Three words each: its key, what it was, what it was hardened to (empty: not known). One
# that has another value by now was set by somebody since, and stays; files that are still there have the last word.
set -eu
export LC_ALL=C PATH="/usr/sbin:/usr/bin:/sbin:/bin"
set_back=
while [ $# -ge 3 ]; do
    now=$(sysctl -n "$1" 2>/dev/null | tr -s '[:blank:]' ' ')
    if [ -z "$3" ] || [ "$now" = "$3" ]; then
        sysctl -e -q -w "$1=$2"
        set_back="$set_back --prefix=/$(printf '%s' "$1" | tr . /)"
    fi
    shift 3
done
# What is wrong in a file of somebody's is told at each boot, and is not ours to end by.
# shellcheck disable=SC2086
[ -z "$set_back" ] || /lib/systemd/systemd-sysctl $set_back || :
