# Takes the host's lock, so that two operators do not provision it at once. The lock belongs to the sshd process of
# the connection: a lock whose process is gone counts for nothing. Neither does one whose connection has gone silent,
# as after a laptop fell asleep: a client that is there sends something every few seconds (SshTimings), and the
# kernel knows when that was.
#
# $1 token of this run; $2 seconds of silence after which a connection is dead; $3 token of a run that is to be taken
# over whatever its state, or -; $4 the client's process; $5 the operator, for people; $6 "again" over a new connection
# of a run that has the lock: it is refused when it is another's, and what still runs for the old connection is waited
# for, a while, so that no change is made by two commands at once.
# Answers "taken", "busy" where that still runs, "gone" to a run that had it, or "held", token, age and silence in seconds, the address it came from, process and operator.
set -eu
export LC_ALL=C PATH="/usr/sbin:/usr/bin:/sbin:/bin"
token=$1 patience=$2 take_over=$3 process=$4 operator=$5 which=$6
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
my_start=$start
# sudo takes it out of the environment; a process above still has it.
ssh=${SSH_CONNECTION:-}
pid=$PPID
while [ -z "$ssh" ] && [ "$pid" -gt 1 ] && [ "$pid" != "$session" ]; do
    ssh=$(tr '\000' '\n' 2>/dev/null <"/proc/$pid/environ" | sed -n 's/^SSH_CONNECTION=//p')
    parent=1
    while read -r key value _; do
        [ "$key" = PPid: ] && parent=$value && break
    done <"/proc/$pid/status"
    pid=$parent
done
# shellcheck disable=SC2086
set -- $ssh
from=${1:--} port=${2:--}

connections() { # connections PORT
    ss -tniH state established "dport = :$1" 2>/dev/null
}
of_client() { # of_client ADDRESS PORT
    grep -F -A 1 -e " $1:$2" -e ":$1]:$2" -e "[$1]:$2"
}

# Seconds since the client of a connection was heard; 0 where that cannot be told. One without any connection from its port
# is as silent as can be: of other servers than OpenSSH, such as dropbear, there is no process to know that by. But the
# kernel knows nothing of connections that end in a program, as Tailscale's: it is believed where it knows of this one.
silence_of() { # silence_of ADDRESS PORT
    silence=0
    there=$(connections "$2") || return 0
    if [ -z "$there" ]; then
        [ "$1" = UNKNOWN ] || ! connections "$port" | of_client "$from" "$port" >/dev/null || silence=$patience
        return 0
    fi
    silence=$(printf '%s\n' "$there" | of_client "$1" "$2" |
        sed -n 's/.* lastrcv:\([0-9]*\).*/\1/p' | head -n 1)
    silence=$((${silence:-0} / 1000))
}

exec 9>/run/nordbox-installer.flock
flock -w 20 9
if [ "$which" = again ]; then
    held=-
    [ ! -e "$lock" ] || read -r held _ <"$lock" || :
    if [ "$held" != "$token" ]; then
        printf 'gone\n'
        exit 0
    fi
fi
from_held=- port_held=-
if [ -e "$lock" ]; then
    held=- session_held=0 start_held=0 since=0 from_held=- port_held=- process_held=- operator_held=
    read -r held session_held start_held since from_held port_held process_held operator_held <"$lock" || :
    start_of "$session_held"
    alive=no silence=0
    if [ "$session_held" = 0 ] || [ "$start" = "$start_held" ]; then
        alive=yes
        [ "$port_held" = - ] || silence_of "$from_held" "$port_held"
    fi
    [ "$session_held $start_held" != "$session $my_start" ] || [ "$session" = 0 ] || alive=no
    if [ "$alive" = yes ] && [ "$held" != "$take_over" ] && [ "$silence" -lt "$patience" ]; then
        printf 'held\t%s\t%s\t%s\t%s\t%s\t%s\n' "$held" "$(($(date +%s) - since))" "$silence" \
            "$from_held" "$process_held" "$operator_held"
        exit 0
    fi
    # What is taken over must not wake up and go on: its connection ends with it.
    if [ "$alive" = yes ] && [ "$session_held" != 0 ] && [ "$session_held" != "$session" ]; then
        kill "$session_held" 2>/dev/null || :
    fi
fi
umask 077
printf '%s\n' "$token $session $my_start $(date +%s) $from $port $process $operator" >"$lock.new"
mv -fT -- "$lock.new" "$lock"
exec 9>&-
if [ "$which" = again ] && [ "$from_held" != - ]; then
    waited=0
    while grep -qsz "^SSH_CONNECTION=$from_held $port_held " /proc/[0-9]*/environ; do
        [ "$waited" -lt 60 ] || { printf 'busy\n'; exit 0; }
        sleep 1
        waited=$((waited + 1))
    done
fi
# What the box would find of itself while it is changed is neither the one nor the other.
# It comes again after that.
if [ "$which" != again ]; then
    case $(systemctl show --property=ActiveState --value nordbox-proof.service 2>/dev/null) in
        activating | active)
            systemctl stop nordbox-proof.service 2>/dev/null || :
            systemctl restart --no-block nordbox-proof-start.timer 2>/dev/null || :
            ;;
    esac
fi
printf 'taken\n'
