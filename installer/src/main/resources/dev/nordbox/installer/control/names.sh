# Asks the box' own resolver where names lead: NAME ADDRESS… a line.
#
# Arguments: names.
export LC_ALL=C PATH="/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"
set -u
for name; do
    printf '%s %s\n' "$name" "$(timeout 10 getent ahosts "$name" 2>/dev/null | sed 's/ .*//' | sort -u | tr '\n' ' ')"
done
exit 0
