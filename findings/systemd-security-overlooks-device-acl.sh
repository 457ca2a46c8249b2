#!/usr/bin/env bash
# systemd 252 (Debian 12): `systemd-analyze security` says "Service has no device ACL" of a unit that has one. A unit with
# DeviceAllow= and no DevicePolicy= gets the very line and points (0.2) of a unit with neither, although the package's own
# systemd.resource-control(5) says that the default policy, auto, allows all devices only "if no explicit DeviceAllow= is
# present". The verdict looks at the policy's name alone: DevicePolicy=closed beside the same line changes it, and the page
# says that "closed" allows a few standard devices and those listed, so it adds nothing but these. Who hardens a unit by
# the verdict's words writes a second setting; who watches `--threshold` sees no gain from a fence that is there.
#
# Seen:
#   neither               0.2  Service has no device ACL
#   allowed               0.2  Service has no device ACL
#   closed-and-allowed    0.1  Service has a device ACL with some special devices: /dev/fuse:rw
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
chmod 755 .

version=252.38-1~deb12u1
apt-get download -q "systemd=$version" "libsystemd-shared=$version" >apt.log 2>&1 || { cat apt.log >&2; exit 2; }
for package in ./*.deb; do dpkg-deb -x "$package" root; done
analyze=root/usr/bin/systemd-analyze
LD_LIBRARY_PATH=$(dirname "$(find "$PWD/root" -name 'libsystemd-shared-*.so')")
export LD_LIBRARY_PATH

unit() { # unit NAME SETTING...: the verdict on the device ACL of a unit with these settings
  local name=$1
  shift
  printf '%s\n' '[Service]' 'ExecStart=/bin/true' "$@" >"$name.service"
  "$analyze" security --offline=true --json=short "./$name.service" |
    python3 -c '
import json, sys
verdict = next(check for check in json.load(sys.stdin) if check["json_field"] == "DeviceAllow")
print("{:<20}  {}  {}".format(sys.argv[1], verdict["exposure"], verdict["description"]))' "$name"
}
{
  unit neither
  unit allowed 'DeviceAllow=/dev/fuse rw'
  unit closed-and-allowed 'DeviceAllow=/dev/fuse rw' DevicePolicy=closed
} | tee seen

# The page's markup is dropped, so that its sentence stands on one line.
zcat root/usr/share/man/man5/systemd.resource-control.5.gz | sed 's/\\f.//g; s/\\&//g' | tr '\n' ' ' >page
grep -q 'allows access to all devices if no explicit DeviceAllow= is present. This is the default' page ||
  { echo "changed: the manual page says something else about DevicePolicy=auto" >&2; exit 1; }
cat >stated <<'STATED'
neither               0.2  Service has no device ACL
allowed               0.2  Service has no device ACL
closed-and-allowed    0.1  Service has a device ACL with some special devices: /dev/fuse:rw
STATED
diff stated seen >&2 || { echo "changed: the verdict on DeviceAllow= is another" >&2; exit 1; }
echo "as stated: DeviceAllow= alone is an ACL by the manual page, and none by the verdict"
