# Speaks to the controller over its socket. $1: socket, $2: status, or look (a status of after another look at the
# repository), or a method and $3 its target
set -eu
socket=$1
if ! [ -S "$socket" ]; then
    clusters=
    for one in "${socket%/*}"/controller-*.sock; do
        [ -S "$one" ] || continue
        one=${one##*/controller-}
        clusters="$clusters${clusters:+, }${one%.sock}"
    done
    if [ -n "$clusters" ]; then
        echo "the controller here has several clusters: name one with --cluster: $clusters" >&2
        exit 3
    fi
    # A number that neither curl nor java ends in.
    systemctl cat nordbox.service >/dev/null 2>&1 || exit 113
    state=$(systemctl is-active nordbox.service 2>/dev/null || true)
    # What it said itself before it ended, not systemd about it, and no stack trace.
    last=$(journalctl -q -u nordbox.service -t java -n 40 -o cat --no-pager 2>/dev/null | grep -v '^[[:space:]]' | tail -n 1 || true)
    echo "the controller is not running ($state)${last:+; its last words: $last}" >&2
    exit 3
fi
# Who logged in, as far as this machine knows: on the socket everybody who comes over SSH is root. The
# programs above this one still know where the login came from, and sshd has said whom it let in from
# there; what others than root wrote into the journal does not count.
who_asks() {
    name=${SUDO_USER:-${DOAS_USER:-}} pid=$$ from=
    while [ -z "$from" ] && [ "${pid:-0}" -gt 1 ]; do
        from=$(tr '\0' '\n' <"/proc/$pid/environ" 2>/dev/null | sed -n 's/^SSH_CONNECTION=\([0-9A-Za-z.:%]* [0-9]*\) .*/\1/p')
        pid=$(sed -n 's/^PPid:[[:space:]]*//p' "/proc/$pid/status" 2>/dev/null)
    done
    [ -z "$from" ] || accepted "${from% *}" "${from#* }"
    [ "$name" != root ] || name= # the controller knows that
    printf %s "$name${key:+${name:+ with }$key${comment:+ ($comment)}}"
}
# $1: address, $2: port
accepted() {
    line=$(timeout 5 journalctl -q -r -n 1 -o cat --no-pager --since=-1d _UID=0 -t sshd -t sshd-session \
        --grep="^Accepted [^ ]+ for [^ ]+ from $1 port $2 " 2>/dev/null || true)
    login=$(printf %s "$line" | sed -n 's/^Accepted [^ ]* for \([^ ]*\) from .*/\1/p')
    [ -n "$login" ] || return 0
    name=${name:-$login}
    key=$(printf %s "$line" | sed -n 's/.* ssh2: .*\(SHA256:[0-9A-Za-z+/]*\).*/\1/p')
    keys=$(getent passwd "$login" | cut -d: -f6)/.ssh/authorized_keys
    # As the login, who could have put a link to anything there.
    comment=$(runuser -u "$login" -- timeout 5 ssh-keygen -lf "$keys" 2>/dev/null |
        awk -v key="$key" '$2 == key { $1 = $2 = $NF = ""; gsub(/^ +| +$/, ""); print; exit }')
}
who= key= comment=
case $2 in
    look | POST) who=$(who_asks || true) ;;
esac
case $2 in
    status | look) target= ;;
    *) target=$3 ;;
esac
if [ -n "$target" ] && command -v curl >/dev/null 2>&1; then
    # A refusal is an answer, too: its words are in the body.
    exec curl -sS --globoff --max-time 100 -X "$2" ${who:+-H "On-Behalf-Of: $who"} --unix-socket "$socket" "http://controller$target"
fi
java=/opt/nordbox/jre/bin/java
[ -x "$java" ] || java=java
if [ -n "$target" ]; then
    exec "$java" -jar /opt/nordbox/bootstrap.jar controller --ask "$2 $target" --on-behalf-of "$who" --socket "$socket"
fi
say() { # say sync|status METHOD
    if command -v curl >/dev/null 2>&1; then
        curl -sS --fail --max-time 20 -X "$2" ${who:+-H "On-Behalf-Of: $who"} --unix-socket "$socket" "http://controller/$1"
    else
        "$java" -jar /opt/nordbox/bootstrap.jar controller "--$1" --on-behalf-of "$who" --socket "$socket"
    fi
}
[ "$2" = status ] || say sync POST >/dev/null
who=
# Most repositories have answered in a moment, which is shorter than a request over the connection; the rest is waited
# for by who asks.
end=$(($(date +%s) + 2))
while :; do
    [ "$2" = status ] || sleep 0.2
    status=$(say status GET)
    case $2:$status in
        look:*'"busy":true'*) [ "$(date +%s)" -ge "$end" ] || continue ;;
    esac
    break
done
printf '%s\n' "$status"
