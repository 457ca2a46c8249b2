# Gives the host's lock back, if it is still this run's: another one may have taken it over. $1: token
set -eu
lock=/run/nordbox-installer.lock
exec 9>/run/nordbox-installer.flock
flock -w 10 9
[ -e "$lock" ] || exit 0
read -r token _ <"$lock" || :
[ "$token" != "$1" ] || rm -f -- "$lock"
