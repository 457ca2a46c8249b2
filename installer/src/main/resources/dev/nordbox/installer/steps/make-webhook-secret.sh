# Makes what Git hosts sign their messages with, as the user who checks them. $1: its file; $2: the user.
set -eu
runuser -u "$2" -- sh -c '
set -eu
umask 077
secret=$1
if ! [ -s "$secret" ]; then
    rm -f -- "$secret.made"
    head -c 32 /dev/urandom | od -An -v -tx1 | tr -d " \n" >"$secret.made"
    sync -- "$secret.made"
    mv -fT -- "$secret.made" "$secret"
fi
chmod 0600 -- "$secret"
sync -- "$(dirname -- "$secret")"
' sh "$1"
