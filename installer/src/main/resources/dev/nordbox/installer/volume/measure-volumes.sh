# Prints `MODE OWNER BYTES PATH` for each volume whose directory is there, and not behind a link.
# $1: the folder that all of them lie in, which may itself be a link; others: their paths.
export LC_ALL=C PATH="/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"
set -u
root=$1
shift
real=$(cd -P -- "$root" 2>/dev/null && pwd -P) || exit 0
for path; do
    [ "$(cd -P -- "$path" 2>/dev/null && pwd -P)" = "$real${path#"$root"}" ] || continue
    # What goes while it is counted is no failure.
    bytes=$(du -sx --block-size=1 -- "$path" 2>/dev/null | cut -f 1)
    printf '%s %s %s\n' "$(stat -c '%a %u:%g' -- "$path")" "$bytes" "$path"
done
exit 0
