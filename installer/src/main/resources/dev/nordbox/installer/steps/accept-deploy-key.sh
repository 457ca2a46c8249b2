# Puts a brought private key in place, with its public half beside it, once it has proved usable; until then what
# stood there stays. $1: the brought key; $2: its place, in the same directory; $3: the user it belongs to; $4: what it is.
# All of it as that user: the directory is theirs, and root must not be led astray by a link in it.
set -eu
runuser -u "$3" -- sh -c '
set -eu
umask 077
trap "rm -f -- \"\$1\" \"\$1.pub\"" EXIT
if ! public=$(ssh-keygen -y -P "" -f "$1" 2>&1); then
    case $public in
        *passphrase*) echo "the $3 has a passphrase; nobody is there to type it when the box boots" >&2 ;;
        *) printf "the %s is not usable: %s\n" "$3" "$public" >&2 ;;
    esac
    exit 1
fi
printf "%s\n" "$public" >"$1.pub"
sync -- "$1" "$1.pub"
# The private half last: while it is the old one, the next run knows that it has to come back here.
mv -fT -- "$1.pub" "$2.pub"
mv -fT -- "$1" "$2"
sync -- "$(dirname -- "$2")"
' sh "$1" "$2" "$4"
