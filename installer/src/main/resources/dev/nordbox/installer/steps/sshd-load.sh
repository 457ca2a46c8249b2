# Puts the candidate drop-in in force and, before that, arms a timer that brings the state before it back. Whoever ends the
# timer (sshd-keep.sh) has proved that a login still works. Exits with 3, and leaves everything as it was, where the
# drop-in would do nothing, or more than it should; says why.
#
# Argument: seconds until the state before comes back.
run=/run/nordbox-sshd
unit=nordbox-sshd-revert
target=/etc/ssh/sshd_config.d/00-nordbox.conf

listening() { ss -Hlntpe 2>/dev/null | sed -n '/("sshd"/s/.* ino:\([0-9]*\).*/\1/p' | sort; }
# sshd starts itself anew for it, and for a moment nobody listens: a login that came then would prove nothing. Where the
# sockets are systemd's they stay, and what is not running reads its settings when it starts.
reload() {
    systemctl -q is-active ssh.service || return 0
    before=$(listening)
    systemctl reload ssh.service
    # It told nobody when it has read them: nothing shows of it from outside.
    systemctl -q is-active ssh.socket && sleep 2 && return 0
    tries=100
    until now=$(listening) && [ "$now" != "$before" ] &&
        [ "$(printf '%s\n' "$now" | wc -l)" -ge "$(printf '%s\n' "$before" | wc -l)" ]; do
        tries=$((tries - 1))
        [ $tries -gt 0 ] || break
        sleep 0.1
    done
}
decline() {
    printf '%s\n' "$1"
    disarm
    # Nothing has read it yet.
    NOT_READ=yes sh "$run/undo"
    exit 3
}
effective() { sshd -T "$@" 2>/dev/null; }
settings_of() { effective -C "user=$1,host=localhost,addr=192.0.2.1,laddr=192.0.2.2,lport=22"; }
# Where a key is not enough, nobody would be asked for the rest any more. $1: who; $2: what sshd has for them
key_is_enough() {
    case $(printf '%s\n' "$2" | sed -n 's/^authenticationmethods //p') in
        *password* | *keyboard-interactive*) decline "sshd asks $1 for something typed on top of a key" ;;
    esac
}
# Root and whoever else can come in: whom a password lets in may not be taken their key as well, and of nobody may more
# be asked than a key.
stays_open() {
    while IFS=: read -r name secret _; do
        case $secret in '' | '*'* | '!'*) continue ;; esac
        said=$(settings_of "$name") || continue
        key_is_enough "$name" "$said"
        case $said in
            *"passwordauthentication yes"*) ;;
            *"pubkeyauthentication no"*) decline "sshd takes no key of $name, who logs in with a password" ;;
        esac
    done </etc/shadow
    while IFS=: read -r name _ _ _ _ _ shell; do
        case $name:$shell in root:*) ;; *:*/nologin | *:*/false) continue ;; esac
        said=$(settings_of "$name") || continue
        key_is_enough "$name" "$said"
    done </etc/passwd
}

if [ -e "$run/undo" ]; then
    # A run before this one ended between loading and proof: what it found stays the state to return to.
    disarm
    sh "$run/undo"
fi
said=$(sshd -t 2>&1) || { printf "sshd's configuration is not valid: %s\n" "$(printf '%s\n' "$said" | head -n 1)"; exit 3; }
[ -d "${target%/*}" ] || { printf '%s is not there\n' "${target%/*}"; exit 3; }

rm -f "$run/previous"
[ -e "$target" ] && cp -p "$target" "$run/previous"
cat >"$run/undo" <<UNDO
rm -f $run/candidate.conf
if [ -e $run/previous ]; then
    cp -p $run/previous $target.new && sync $target.new && mv $target.new $target
else
    rm -f $target
fi
rm -f $run/undo
[ -n "\${NOT_READ:-}" ] && exit 0
if systemctl -q is-active ssh.service; then
    systemctl reload ssh.service || systemctl restart ssh.service
else
    systemctl -q is-active ssh.socket || systemctl restart ssh.service
fi
UNDO
arm "$1" "/bin/sh $run/undo"
# Below /run, so that a reboot forgets it: sshd passes over a pattern that nothing matches.
cp "$run/candidate" "$run/candidate.conf"
umask 022
{
    printf 'Include %s/*.conf\n' "$run"
    [ -e "$run/previous" ] && grep -vxF "Include $run/*.conf" "$run/previous"
} >"$target.new" || :
# Half a file after a power cut would be one that sshd does not start with.
sync -- "$target.new"
mv "$target.new" "$target"

said=$(sshd -t 2>&1) || decline "sshd would not start with it: $(printf '%s\n' "$said" | tail -n 1)"
case $(effective) in
    *"passwordauthentication yes"* | *"kbdinteractiveauthentication yes"*)
        decline "/etc/ssh/sshd_config takes passwords before it includes ${target%/*}, or never does"
        ;;
esac
stays_open
reload
