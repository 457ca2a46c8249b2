# Where sshd is told to listen; what else it holds open are forwards of its users.
keys_at='.ssh/authorized_keys .ssh/authorized_keys2' root_by=key
if command -v sshd >/dev/null; then
    said=$(sshd -T 2>/dev/null)
    while read -r key value; do
        case $key in
            listenaddress) printf 'sshd-listens\t%s\n' "$value" ;;
            authorizedkeysfile) keys_at=$value ;;
            permitrootlogin) [ "$value" = yes ] && root_by=password ;;
            passwordauthentication | kbdinteractiveauthentication | authenticationmethods)
                printf 'sshd-says\t%s\t%s\n' "$key" "$value"
                ;;
        esac
    done <<SAID
$said
SAID
fi
# Where systemd holds sshd's sockets, as Ubuntu has it, it listens where they are told to; sshd itself may say otherwise.
if [ -e /etc/systemd/system/sockets.target.wants/ssh.socket ]; then
    around=$(printf '= \t')
    # The first is a whole copy of the distribution's, as `systemctl edit --full` makes it.
    for path in /etc/systemd/system/ssh.socket \
        /run/systemd/generator/ssh.socket.d/*.conf /etc/systemd/system/ssh.socket.d/*.conf; do
        [ -r "$path" ] || continue
        while IFS=$around read -r key value || [ -n "$key" ]; do
            [ "$key" = ListenStream ] && [ -n "$value" ] && case $value in
                *:*) printf 'sshd-listens\t%s\n' "$value" ;;
                *[!0-9]*) ;;
                *) printf 'sshd-listens\t[::]:%s\n' "$value" ;;
            esac
        done <"$path"
    done
fi
# Whom nothing but a password lets in.
has_key() { # NAME HOME
    for at in $keys_at; do
        while :; do
            case $at in
                *%u*) at="${at%%%u*}$1${at#*%u}" ;;
                *%h*) at="${at%%%h*}$2${at#*%h}" ;;
                *) break ;;
            esac
        done
        case $at in /*) ;; *) at="$2/$at" ;; esac
        [ -f "$at" ] && [ -r "$at" ] || continue
        # The last line may lack its end.
        while read -r word _ || [ -n "$word" ]; do
            case $word in '' | '#'*) ;; *) return 0 ;; esac
        done <"$at"
    done
    return 1
}
if [ -r /etc/shadow ]; then
    while IFS=: read -r name secret _; do
        case $secret in '' | '*'* | '!'*) continue ;; esac
        [ "$name:$root_by" = root:key ] && continue
        # Whatever the shell: files are brought and fetched without one.
        while IFS=: read -r who _ _ _ _ home _; do
            [ "$who" = "$name" ] || continue
            has_key "$name" "$home" || printf 'password-only\t%s\n' "$name"
        done </etc/passwd
    done </etc/shadow
fi
if [ -r /etc/nsswitch.conf ]; then
    while read -r key value; do
        [ "$key" = passwd: ] || continue
        for directory in $value; do
            case $directory in
                sss | ldap | winbind | nis | nisplus | hesiod) printf 'password-only\tpeople of %s\n' "$directory" ;;
            esac
        done
    done </etc/nsswitch.conf
fi
