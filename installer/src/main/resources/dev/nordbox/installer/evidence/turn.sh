# A person's proof of the box goes before the box' own. $1: take or give, $2: token of that proof.
export LC_ALL=C PATH="/usr/sbin:/usr/bin:/sbin:/bin"
set -u
held=/run/nordbox-proof.held
unit=nordbox-proof.service
case $1 in
    take)
        find "${held%/*}" -maxdepth 1 -name "${held##*/}*" -mmin +30 -delete 2>/dev/null
        # One each: the first to end leaves the others their own.
        touch "$held.$2"
        # A box without it has nothing to be ended. What is ended comes again: this proof may never come to its end.
        case $(systemctl show --property=ActiveState --value "$unit" 2>/dev/null) in
            activating | active)
                systemctl stop "$unit" 2>/dev/null
                systemctl restart --no-block nordbox-proof-start.timer 2>/dev/null
                ;;
        esac
        ;;
    give) rm -f -- "$held.$2" ;;
esac
exit 0
