# Writes the public half of a private key beside it. $1: the private key; $2: the user it belongs to.
set -eu
if ! public=$(runuser -u "$2" -- ssh-keygen -y -P '' -f "$1" 2>&1); then
    case $public in
        *passphrase*) echo 'the deploy key has a passphrase; nobody is there to type it when the box boots' >&2 ;;
        *) printf 'the deploy key is not usable: %s\n' "$public" >&2 ;;
    esac
    # Without the half-brought key the next run starts over.
    rm -f "$1"
    exit 1
fi
printf '%s\n' "$public" | runuser -u "$2" -- tee "$1.pub" >/dev/null
