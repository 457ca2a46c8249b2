# What lies where an upload is to go. $1 target, $2 SHA-256, $3 size, $4 mode.
# Prints "present" when the very file is there, else df of the folder it goes to.
set -eu
dir=$(dirname -- "$1")
[ -d "$dir" ] || (umask 022; mkdir -p -- "$dir")
if [ -f "$1" ] && [ ! -L "$1" ] && [ "$(stat -c %s -- "$1")" = "$3" ]; then
  sum=$(sha256sum <"$1")
  if [ "${sum%% *}" = "$2" ]; then
    chown -- root:root "$1"
    chmod -- "$4" "$1"
    echo present
    exit 0
  fi
fi
df -Pk -- "$dir"
