# $1: sums of what nordbox wrote. Removes the files $2…, each only as nordbox wrote it, with its folder where that is empty.
# Tells the paths of those that somebody changed since, which stay.
set -eu
written=$1
shift
for path; do
    [ -e "$path" ] || [ -L "$path" ] || continue
    if [ -f "$path" ] && [ ! -L "$path" ] &&
        grep -qxF "$(sha256sum <"$path" | cut -d ' ' -f 1)  $path" "$written"; then
        rm -f -- "$path"
        rmdir --ignore-fail-on-non-empty -- "${path%/*}"
    else
        printf '%s\n' "$path"
    fi
done
