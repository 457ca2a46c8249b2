# Makes an Ed25519 key pair without passphrase, as the user who will use it. $1: its file; $2: the user.
set -eu
umask 077
key=$1
user=$2
if ! [ -s "$key" ]; then
    # As that user: the directory is theirs, and root must not be led astray by a link in it.
    runuser -u "$user" -- ssh-keygen -q -t ed25519 -N '' -C "nordbox@$(uname -n)" -f "$key"
fi
[ -s "$key.pub" ] || runuser -u "$user" -- sh -c 'umask 077; ssh-keygen -y -f "$1" >"$1.pub"' sh "$key"
chown -h "$user:$user" "$key" "$key.pub"
chmod 0600 "$key"
