# Puts a brought private key in place, with its public half beside it, once it has proved usable; until then what
# stood there stays. $1: the brought key; $2: its place, in the same directory; $3: the user it belongs to.
set -eu
trap 'rm -f -- "$1" "$1.pub"' EXIT
if ! public=$(runuser -u "$3" -- ssh-keygen -y -P '' -f "$1" 2>&1); then
    case $public in
        *passphrase*) echo 'the deploy key has a passphrase; nobody is there to type it when the box boots' >&2 ;;
        *) printf 'the deploy key is not usable: %s\n' "$public" >&2 ;;
    esac
    exit 1
fi
printf '%s\n' "$public" | runuser -u "$3" -- tee "$1.pub" >/dev/null
# The private half last: while it is the old one, the next run knows that it has to come back here.
mv -fT -- "$1.pub" "$2.pub"
mv -fT -- "$1" "$2"
