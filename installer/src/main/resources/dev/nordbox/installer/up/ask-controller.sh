# Speaks to the controller over its socket. $1: socket, $2: status or sync, or a method and $3 its target
set -eu
socket=$1
if ! [ -S "$socket" ]; then
    state=$(systemctl is-active nordbox.service 2>/dev/null || true)
    # What it said itself before it ended, not systemd about it, and no stack trace.
    last=$(journalctl -q -u nordbox.service -t java -n 40 -o cat --no-pager 2>/dev/null | grep -v '^[[:space:]]' | tail -n 1 || true)
    echo "the controller is not running ($state)${last:+; its last words: $last}" >&2
    exit 3
fi
case $2 in
    status | sync) target= ;;
    *) target=$3 ;;
esac
if [ -n "$target" ] && command -v curl >/dev/null 2>&1; then
    # A refusal is an answer, too: its words are in the body.
    exec curl -sS --globoff --max-time 100 -X "$2" --unix-socket "$socket" "http://controller$target"
fi
if command -v curl >/dev/null 2>&1; then
    method=GET
    [ "$2" = status ] || method=POST
    exec curl -sS --fail --max-time 20 -X "$method" --unix-socket "$socket" "http://controller/$2"
fi
java=/opt/nordbox/jre/bin/java
[ -x "$java" ] || java=java
if [ -n "$target" ]; then
    exec "$java" -jar /opt/nordbox/bootstrap.jar controller --ask "$2 $target" --socket "$socket"
fi
exec "$java" -jar /opt/nordbox/bootstrap.jar controller "--$2" --socket "$socket"
