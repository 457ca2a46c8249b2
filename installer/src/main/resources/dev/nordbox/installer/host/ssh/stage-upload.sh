# A private file for an upload to grow in. $1 folder, or nothing for the login's home; $2 prefix; $3 short SHA-256.
# Prints its path, how much an earlier run has sent, and df. Parts of another sum are litter of abandoned uploads.
set -eu
umask 077
dir=${1:-${HOME:-}}
if [ ! -d "$dir" ] || [ ! -w "$dir" ]; then
  dir=$(mktemp -d /tmp/nordbox.XXXXXXXX)
fi
dir=${dir%/}
part=$dir/$2-$3.part
for old in "$dir/$2"-*.part; do
  [ "$old" = "$part" ] || rm -f -- "$old"
done
if [ -L "$part" ] || [ ! -f "$part" ] || [ ! -O "$part" ]; then
  rm -f -- "$part"
  : >"$part"
fi
chmod 600 -- "$part"
printf '%s\n' "$part"
stat -c %s -- "$part"
df -Pk -- "$dir"
