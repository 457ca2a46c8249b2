# Writes small files. Calls of `stage` with their contents, `settle`, and calls of `place` are appended to this.
# Every file is staged beside its target, and on the disk, before the first one is renamed; a failure leaves all
# targets as they were, and a power cut leaves either the old file or the new one.
# Below a directory that somebody else owns all is done as that user, who could have put a link in root's way.
set -eu
umask 077
staged=
dirs=
dir=/
discard() {
  code=$?
  if [ $code != 0 ]; then
    space=$(df -Pk -- "$dir" 2>/dev/null | tail -n 1)
    set -- $space
    [ "${4:-1024}" -ge 1024 ] || printf '%s\n' "$space" >&2
    printf '%s' "$staged" | while IFS= read -r part; do
      keeper_of "$(dirname -- "$part")"
      as rm -f -- "$part"
    done
  fi
  exit $code
}
trap discard EXIT
stage() { # stage TARGET MODE OWNER, base64 on standard input
  dir=$(dirname -- "$1")
  keeper_of "$dir"
  if [ -n "$keeper" ] && [ "${3%%:*}" != "$keeper" ]; then
    echo "$1 lies in a directory of $keeper: root writes nothing there for ${3%%:*}" >&2
    exit 1
  fi
  [ -d "$dir" ] || (umask 022; as mkdir -p -- "$dir")
  part=$(as mktemp -- "$dir/.nordbox.XXXXXXXX")
  staged="$staged$part
"
  if [ -n "$keeper" ]; then
    as sh -c 'base64 -d >"$1"' sh "$part"
  else
    base64 -d >"$part"
  fi
  as chown -- "$3" "$part"
  as chmod -- "$2" "$part"
}
settle() { # before the renames
  on_disk "$staged"
}
on_disk() { # on_disk PATHS, one a line
  printf '%s' "$1" | tr '\n' '\0' | xargs -0r sync --
}
place() { # place PART TARGET
  dir=$(dirname -- "$2")
  keeper_of "$dir"
  as mv -fT -- "$1" "$2"
  dirs="$dirs$dir
"
}
