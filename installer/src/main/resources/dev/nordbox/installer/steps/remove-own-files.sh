# $1: sums of what nordbox wrote. Removes the files $2…, each only as nordbox wrote it, and folders ($2 ends in /) that are empty.
# Tells the paths of files that somebody changed since, which stay.
set -eu
written=$1
shift
for path; do
    [ -e "$path" ] || [ -L "$path" ] || continue
    case $path in
        */)
            [ ! -d "${path%/}" ] || [ -L "${path%/}" ] || rmdir --ignore-fail-on-non-empty -- "$path"
            continue
            ;;
    esac
    if [ -f "$path" ] && [ ! -L "$path" ] &&
        grep -qxF "$(sha256sum <"$path" | cut -d ' ' -f 1)  $path" "$written"; then
        rm -f -- "$path"
    else
        printf '%s\n' "$path"
    fi
done
