# Speaks to the controller over its socket. $1: socket, $2: status or sync
set -eu
socket=$1
if ! [ -S "$socket" ]; then
    state=$(systemctl is-active nordbox.service 2>/dev/null || true)
    # What it said itself before it ended, not systemd about it, and no stack trace.
    last=$(journalctl -q -u nordbox.service -t java -n 40 -o cat --no-pager 2>/dev/null | grep -v '^[[:space:]]' | tail -n 1 || true)
    echo "the controller is not running ($state)${last:+; its last words: $last}" >&2
    exit 3
fi
if command -v curl >/dev/null 2>&1; then
    method=GET
    [ "$2" = status ] || method=POST
    exec curl -sS --fail --max-time 20 -X "$method" --unix-socket "$socket" "http://controller/$2"
fi
java=/opt/nordbox/jre/bin/java
[ -x "$java" ] || java=java
exec "$java" -jar /opt/nordbox/bootstrap.jar controller "--$2" --socket "$socket"
