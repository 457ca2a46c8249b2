# Installs the distribution's headless Java runtime: the oldest that will do, which its security team keeps longest.
# $1: where it is noted which package came with us, before it comes: a run that is killed in between must not leave it as
# somebody else's.
note=$1
candidate() {
    for name in openjdk-17-jre-headless openjdk-21-jre-headless openjdk-25-jre-headless; do
        case $(apt-cache policy "$name" 2>/dev/null) in
            *'Candidate: (none)'* | '') ;;
            *) echo "$name" && return ;;
        esac
    done
    return 1
}
update || exit 1
package=$(candidate) || {
    echo 'no openjdk-17, -21 or -25-jre-headless among the packages of the mirror' >&2
    exit 1
}
case $(dpkg-query --show --showformat='${db:Status-Status}' "$package" 2>/dev/null) in
    installed) ;; # ours only if it is noted already
    *)
        (umask 077 && mkdir -p "${note%/*}" && echo "$package" >"$note.new" && sync -- "$note.new" &&
            mv -f -- "$note.new" "$note") || exit 1
        ;;
esac
install "$package" >&2 && exit 0
# What came half way is ours, and goes with us.
case $(dpkg-query --show --showformat='${db:Status-Status}' "$package" 2>/dev/null) in
    '' | not-installed) rm -f -- "$note" ;;
esac
exit 1
