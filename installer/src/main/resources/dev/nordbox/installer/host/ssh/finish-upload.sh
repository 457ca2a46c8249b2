# Proves an upload and puts it in place. $1 part, $2 target, $3 SHA-256, $4 mode.
# Exits 65 and prints the sum when it is another one; the part is gone then, the target as it was.
set -eu
umask 077
ready=$1
if [ "$(dirname -- "$1")" != "$(dirname -- "$2")" ]; then
  # The part is the login's: what is proved and used must be root's own copy.
  ready=$(mktemp -- "$(dirname -- "$2")/.nordbox.XXXXXXXX")
  trap 'rm -f -- "$ready"' EXIT
  cat <"$1" >"$ready"
fi
sum=$(sha256sum <"$ready")
if [ "${sum%% *}" != "$3" ]; then
  rm -f -- "$1"
  printf '%s\n' "${sum%% *}"
  exit 65
fi
chown -- root:root "$ready"
chmod -- "$4" "$ready"
# On the disk first: a power cut leaves the old file or the whole new one.
sync -- "$ready"
mv -fT -- "$ready" "$2"
sync -- "$(dirname -- "$2")"
rm -f -- "$1"
case $1 in /tmp/nordbox.*) rmdir -- "$(dirname -- "$1")" ;; esac
