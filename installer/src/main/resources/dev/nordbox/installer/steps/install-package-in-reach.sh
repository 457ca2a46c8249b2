# Installs a package that the box does without where no mirror is in reach, which is found out in seconds.
#
# $1: package; $2: where it is noted that it came with us, before it comes: a run that is killed in between must not leave
# it as somebody else's.
in_reach() {
    case $1 in
        http://*) port=80 ;;
        https://*) port=443 ;;
        *) exit 0 ;; # a disk, or a list of mirrors
    esac
    server=${1#*://} server=${server%%/*} server=${server##*@}
    case $server in
        \[*\]:*) port=${server##*:} server=${server%:*} ;;
        \[*\]) ;;
        *:*) port=${server##*:} server=${server%:*} ;;
    esac
    server=${server#\[} server=${server%\]}
    # shellcheck disable=SC2016
    exec timeout 10 bash -c 'exec 3<>"/dev/tcp/$1/$2"' - "$server" "$port" 2>/dev/null
}
# Through a proxy no mirror is asked by the host itself. Each scheme has a variable of its own; of what apt is told, that for
# http goes for https too.
has_proxy() {
    case $1 in
        http://*) proxy=${http_proxy:-} schemes='http' ;;
        https://*) proxy=${https_proxy:-} schemes='https\{0,1\}' ;;
        *) return 1 ;;
    esac
    [ -n "$proxy" ] || printf '%s\n' "$told" | grep -qi "^acquire::$schemes::proxy \"[a-z0-9]*://"
}
# All at once: each that does not answer costs the same seconds.
any_in_reach() {
    told=$(apt-config dump 2>/dev/null)
    processes=
    for site in $1; do
        has_proxy "$site" && return 0
    done
    for site in $1; do
        (in_reach "$site") &
        processes="$processes $!"
    done
    answered=1
    for process in $processes; do
        wait "$process" && answered=0
    done
    return $answered
}
# Also of sources whose lists were never fetched.
sites=$(apt-get indextargets --no-release-info --format '$(SITE)' 2>/dev/null | sort -u)
any_in_reach "$sites" || {
    # shellcheck disable=SC2086
    echo "no mirror answers:" ${sites:-there is none} >&2
    exit 1
}
(umask 077 && mkdir -p "${2%/*}" && echo installed >"$2") || exit 1
said=$(install "$1") && exit 0
said=$(update 2>&1) && said=$(install "$1") && exit 0
rm -f -- "$2"
printf '%s\n' "$said" >&2
exit 1
