# Sourced by the benches of the controller: builds it, and runs a bench with the words that systemd starts it with.
# shellcheck shell=bash
. "$(dirname -- "${BASH_SOURCE[0]}")/lib.sh"
cd "$top"
out=$top/target/${0##*/}
mkdir -p "$out"
NORDBOX_K3S=${NORDBOX_K3S:-$(ci/k3s | tail -n 1)}
export NORDBOX_K3S

say "building"
mvn -q -B -o -DskipUnitTests=true -Dspotless.check.skip=true -pl installer -am package >"$out/build.log" 2>&1 ||
  { tail -n 40 "$out/build.log" >&2; die "the build failed"; }
build_programs "$out"
options=$(unit_options)

bench() { # bench CLASS [ARGUMENT...]: its figures are kept, too
  local load
  load=$(cut -d' ' -f1 /proc/loadavg)
  # shellcheck disable=SC2086 # one word an option
  java -Dlogback.configurationFile="$top/ci/bench-log.xml" -cp "$programs" "dev.nordbox.appliance.$1" "${@:2}" \
    java $options -jar "$top/installer/target/bootstrap.jar" controller --config | tee "$out/figures"
  echo "load before $load on $(nproc) CPUs"
}
