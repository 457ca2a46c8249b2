# Has a command in a pod read a dump, and prints `exit CODE` and `millis N`. What the command says goes to a file beside the
# dump: it may be data. A dump that was read in well goes, and that file with it.
# How it ended stays in `DUMP.end`, for a run whose connection was lost: there before the dump goes, which is locked until then.
# $1: the dump; $2: the namespace; $3: the container, or nothing; $4: the pod; then the words of the command.
set -u
umask 077
dump=$1 namespace=$2 container=$3 pod=$4
shift 4
[ -f "$dump" ] || { echo "$dump is not there" >&2; exit 1; }
exec 9<"$dump"
flock -w 10 9 || { echo "another command reads $dump" >&2; exit 1; }
rm -f -- "$dump.end"
[ -z "$container" ] || pod="$pod --container=$container"
code=0
begun=$(date +%s%N)
# shellcheck disable=SC2086 # names of pods and containers have no blanks
/usr/local/bin/k3s kubectl exec --stdin --namespace="$namespace" $pod -- "$@" <"$dump" >"$dump.log" 2>&1 || code=$?
ended=$(date +%s%N)
printf 'exit %s\nmillis %s\n' "$code" "$(((ended - begun) / 1000000))" >"$dump.end.new"
sync -- "$dump.end.new"
mv -- "$dump.end.new" "$dump.end"
[ "$code" != 0 ] || rm -f -- "$dump" "$dump.log"
cat -- "$dump.end"
