# Takes the host's lock, so that two operators do not provision it at once. The lock belongs to the sshd process of
# the connection: it dies with the connection, and a lock whose process is gone is taken over at once. A connection
# that is dead but not noticed yet, or none over SSH, is judged by the time since the lock was last touched.
#
# Arguments: seconds after which an untouched lock counts for nothing; the owner, for people.
# Answers "taken", or "held", its age in seconds and its owner.
set -eu
export LC_ALL=C PATH="/usr/sbin:/usr/bin:/sbin:/bin"
stale=$1
owner=$2
lock=/run/nordbox-installer.lock

start_of() { # field 22 of stat; the name in field 2 may hold blanks
    line=
    [ -r "/proc/$1/stat" ] && read -r line <"/proc/$1/stat" || :
    # shellcheck disable=SC2086
    set -- ${line##*) }
    start=${20:-0}
}

session=0
pid=$$
while [ "$pid" -gt 1 ]; do
    read -r name <"/proc/$pid/comm" || break
    case $name in
        sshd*)
            session=$pid
            break
            ;;
    esac
    parent=1
    while read -r key value _; do
        [ "$key" = PPid: ] && parent=$value && break
    done <"/proc/$pid/status"
    pid=$parent
done
start_of "$session"
mine="$session $start"

exec 9>/run/nordbox-installer.flock
flock -w 20 9
if [ -e "$lock" ]; then
    read -r held_session held_start held_owner <"$lock" || :
    age=$(($(date +%s) - $(stat -c %Y "$lock")))
    start_of "$held_session"
    alive=no
    [ "$held_session" = 0 ] || [ "$start" = "$held_start" ] && alive=yes
    if [ "$alive" = yes ] && [ "$age" -lt "$stale" ] && [ "$held_session $held_start" != "$mine" ]; then
        printf 'held\t%s\t%s\n' "$age" "$held_owner"
        exit 0
    fi
fi
umask 077
printf '%s %s\n' "$mine" "$owner" >"$lock"
printf 'taken\n'
