# Goes before scripts that work below directories which may be somebody else's.
# Who owns the first directory on the way to another one that is not root's; nobody where root may write, and where
# this does not run as root anyway.
me=$(id -u)
known= keeper=
keeper_of() { # keeper_of DIRECTORY
  [ "$1" != "$known" ] || return 0
  known=$1 keeper=
  [ "$me" = 0 ] || return 0
  path=${1#/} at= names=
  while [ -n "$path" ]; do
    at=$at/${path%%/*}
    [ -e "$at" ] || break
    names="$names$at
"
    case $path in */*) path=${path#*/} ;; *) path= ;; esac
  done
  keeper=$(printf '%s' "$names" | tr '\n' '\0' | xargs -0r stat -c '%U' -- | grep -vx root | head -n 1) || keeper=
}
as() { if [ -n "$keeper" ]; then runuser -u "$keeper" -- "$@"; else "$@"; fi; }
