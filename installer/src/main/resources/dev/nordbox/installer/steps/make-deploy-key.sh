# Makes an Ed25519 key pair without passphrase, as the user who will use it, and prints its public half. $1: its file; $2: the user.
# All of it as that user: the directory is theirs, and root must not be led astray by a link in it.
set -eu
runuser -u "$2" -- sh -c '
set -eu
umask 077
key=$1
if ! [ -s "$key" ]; then
    # Beside its place until it is on the disk; an empty file, as a power cut leaves it, is none.
    rm -f -- "$key" "$key.pub" "$key.made" "$key.made.pub"
    ssh-keygen -q -t ed25519 -N "" -C "nordbox@$(uname -n)" -f "$key.made" </dev/null
    sync -- "$key.made" "$key.made.pub"
    mv -fT -- "$key.made.pub" "$key.pub"
    mv -fT -- "$key.made" "$key"
fi
if ! [ -s "$key.pub" ]; then
    ssh-keygen -y -f "$key" >"$key.pub.made"
    sync -- "$key.pub.made"
    mv -fT -- "$key.pub.made" "$key.pub"
fi
chmod 0600 -- "$key"
sync -- "$(dirname -- "$key")"
cat -- "$key.pub"
' sh "$1"
