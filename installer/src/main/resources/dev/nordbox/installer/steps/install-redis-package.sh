# Installs the distribution's redis-server without starting it: the unit that runs it is ours. $1: where it is noted
# which packages came with us, before they come: a run that is killed in between must not leave them as somebody else's.
# $2: brief, where the controller rather does without than waits. The rest: where a Redis of somebody's own would be.
# Ends in 75 when somebody else is at the packages all the time.
note=$1
[ "$2" = brief ] && be_brief
shift 2
for own; do
    # A link of systemd's is of the distribution's unit, which is kept down or about to be.
    case $(readlink -- "$own") in /dev/null | */redis-server.service) continue ;; esac
    if [ -e "$own" ]; then
        echo "there is another Redis, $own, and none is installed beside it" >&2
        exit 1
    fi
done
came='redis-server redis-tools'
case $(dpkg-query --show --showformat='${db:Status-Status}' redis-tools 2>/dev/null) in installed) came=redis-server ;; esac
[ -s "$note" ] || (umask 077 && mkdir -p "${note%/*}" && echo "$came" >"$note.new" && sync -- "$note.new" &&
    mv -f -- "$note.new" "$note") || exit 1
# Once they are here no mirror is waited for any more, and nothing is cut off half unpacked.
fetch() { install --download-only redis-server; }
bring() {
    # Its own unit would listen on a port from the moment it is unpacked.
    said=$(systemctl mask --quiet redis-server.service 2>&1) || return 1
    said=$(fetch) || case "$? $said" in
        # Who cannot be reached for a package, or is cut off, gives no lists either.
        124* | *resolv* | *[Cc]onnect* | *'Could not get lock'*) return 1 ;;
        *) said=$(update 2>&1) && said=$(fetch) || return 1 ;;
    esac
    limit=
    said=$(install redis-server)
}
bring && exit 0
systemctl unmask --quiet redis-server.service
rm -f -- "$note"
printf '%s\n' "${said:-the package mirror takes too long}" >&2
case $said in *'Could not get lock'*) exit 75 ;; esac
exit 1
