# Writes small files. Calls of `stage` with their contents, and renames, are appended to this.
# Every file is staged beside its target before the first one is renamed; a failure leaves all targets as they were.
set -eu
umask 077
staged=
dir=/
discard() {
  code=$?
  if [ $code != 0 ]; then
    space=$(df -Pk -- "$dir" 2>/dev/null | tail -n 1)
    set -- $space
    [ "${4:-1024}" -ge 1024 ] || printf '%s\n' "$space" >&2
    printf '%s' "$staged" | while IFS= read -r part; do rm -f -- "$part"; done
  fi
  exit $code
}
trap discard EXIT
stage() { # stage TARGET MODE OWNER, base64 on standard input
  dir=$(dirname -- "$1")
  [ -d "$dir" ] || (umask 022; mkdir -p -- "$dir")
  part=$(mktemp -- "$dir/.nordbox.XXXXXXXX")
  staged="$staged$part
"
  base64 -d >"$part"
  chown -- "$3" "$part"
  chmod -- "$2" "$part"
}
