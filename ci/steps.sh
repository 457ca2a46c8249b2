# Sourced beside lib.sh by what has many steps: each with its log, some of them side by side, and what they took.
# shellcheck shell=bash

steps_log_to() { # steps_log_to FOLDER
  logs=$1
  timings=$logs/timings
  mkdir -p "$logs"
  : >"$timings"
  children=()
}

step() { # step NAME COMMAND...: runs it with its output in a log, which is shown when it fails
  local name=$1 start code=0; shift
  start=$(date +%s)
  say "$name …"
  "$@" >"$logs/$name.log" 2>&1 || code=$?
  printf '%6d s  %s\n' "$(($(date +%s) - start))" "$name" >>"$timings"
  if [ $code -ne 0 ]; then tail -n 120 "$logs/$name.log" >&2; die "$name failed; the whole output is in $logs/$name.log"; fi
  grep -hE 'Tests run:.*Fail.*[0-9]$|passed, [0-9]+ failed|^✔|^✗' "$logs/$name.log" | grep -v 'Time elapsed' | sed 's/^/         /' || true
  say "$name: done in $(($(date +%s) - start)) s"
}

begin() { # begin NAME COMMAND...: the same in the background
  local name=$1; shift
  set -m
  (step "$name" "$@") &
  set +m
  children+=($!)
  eval "pid_${name//-/_}=$!"
}
await() { # await NAME: tells once a minute where it is
  local pid="pid_${1//-/_}" asked=0
  while kill -0 "${!pid}" 2>/dev/null; do
    sleep 1
    [ $((++asked % 60)) -ne 0 ] || say "$1: $(tail -n 1 "$logs/$1.log" | cut -c 1-100)"
  done
  wait "${!pid}"
}

end_steps() { # each child is a process group: its servers and Git hosts are taken down before anything else goes
  for child in "${children[@]}"; do kill -- "-$child" 2>/dev/null && wait "$child" 2>/dev/null || true; done
}

machines() { # machines IMAGE...: images and RAM snapshots: minutes when nothing is cached, seconds afterwards
  for image in "$@"; do
    ci/testbed/vm/testbed down "warm-$image" 2>/dev/null || true # left by a run that was killed
    ci/testbed/vm/testbed up "warm-$image" --image "$image" --ram 3G --cpus 2
    ci/testbed/vm/testbed down "warm-$image"
  done
}
