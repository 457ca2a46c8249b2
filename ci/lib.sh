# Sourced by the scripts beside it: where things are, how progress is told, how a missing tool is installed.
# shellcheck shell=bash
set -euo pipefail
top=$(CDPATH='' cd -- "$(dirname -- "${BASH_SOURCE[0]}")/.." && pwd)
cache="${XDG_CACHE_HOME:-$HOME/.cache}/nordbox"
began=${NORDBOX_BEGAN:-$(date +%s)}
export NORDBOX_BEGAN=$began
mkdir -p "$cache"

say() { printf '[%4ds] %s\n' "$(($(date +%s) - began))" "$*" >&2; }
die() { printf '%s: %s\n' "${0##*/}" "$*" >&2; exit 1; }
as_root() {
  if [ "$(id -u)" = 0 ]; then "$@"; return; fi
  command -v sudo >/dev/null || die "$1 needs root: install sudo, or run as root"
  sudo "$@"
}

# install PACKAGE...: names what it installs; only what is missing
install_packages() {
  local missing=()
  for package in "$@"; do
    dpkg-query -W -f '${db:Status-Status}' "$package" 2>/dev/null | grep -qx installed || missing+=("$package")
  done
  [ ${#missing[@]} -gt 0 ] || return 0
  command -v apt-get >/dev/null || die "missing: ${missing[*]}; install them with this system's package manager"
  say "installing ${missing[*]}"
  local install=(as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq -o DPkg::Lock::Timeout=600 --no-install-recommends)
  "${install[@]}" "${missing[@]}" >/dev/null 2>&1 ||
    { as_root apt-get update -qq && "${install[@]}" "${missing[@]}" >/dev/null; } ||
    die "apt-get could not install ${missing[*]}"
}

# total_beside MINUTES: what all of it took, beside what is promised where nothing else runs
total_beside() {
  local took=$(($(date +%s) - began))
  say "all of it: $((took / 60)) min $((took % 60)) s; the goal is $1 min on two idle cores"
}

# timed LABEL COMMAND...: runs it, tells how long it took
timed() {
  local label=$1 start; shift
  start=$(date +%s)
  say "$label"
  "$@" || { local code=$?; say "$label: failed after $(($(date +%s) - start)) s"; return $code; }
  say "$label: done in $(($(date +%s) - start)) s"
}

# kustomize: the path of the real one, 5.8.1; it comes through the Go module proxy once
kustomize() {
  local version=5.8.1
  local binary=$cache/kustomize/$version/kustomize
  if [ ! -x "$binary" ]; then
    command -v go >/dev/null || die "needs Go to build kustomize $version, or the binary at $binary"
    GOBIN=$(dirname "$binary") GOFLAGS=-mod=mod go install "sigs.k8s.io/kustomize/kustomize/v5@v$version" >&2
  fi
  printf '%s\n' "$binary"
}

# unit_options: the options that systemd starts the controller's Java with, one a line
unit_options() {
  local steps=dev/nordbox/installer/steps
  sed -n '/FRUGAL/,/;/s/.*"\(-[^"]*\)".*/\1/p' "$top/installer/src/main/java/$steps/ControllerUnit.java" |
    sed "s|^-XX:CompilerDirectivesFile=\$|&$top/installer/src/main/resources/$steps/compiler.json|" | grep . ||
    die "the JVM options of the unit were not found"
}

# build_programs DIR [MODULE]: compiles the programs beside the tests of one; $programs is their class path
build_programs() {
  local module=${2:-appliance}
  mvn -q -B -ntp -pl "$module" -am test-compile dependency:build-classpath -Dspotless.check.skip=true \
    -Dmdep.includeScope=test -Dmdep.outputFile="$1/classpath" >&2 || die "the build failed"
  # shellcheck disable=SC2034 # for whoever sources this
  programs="$top/$module/target/test-classes:$top/$module/target/classes:$(cat "$1/classpath")"
}
