# Prints what the box knows of the kits it makes, a line `KEY=VALUE` each; nothing where it makes none. Only looks.
set -eu
export LC_ALL=C TZ=UTC
settings=/etc/nordbox/backup.yaml
last=/var/lib/nordbox-backup/last.json
[ -f "$settings" ] || exit 0
encoded() { printf '%s=%s\n' "$1" "$(base64 -w 0 -- "$2")"; }
property() { systemctl show --property="$2" --value -- "$1" 2>/dev/null || :; }

encoded settings "$settings"
printf 'since=%s\n' "$(stat -c %Y -- "$settings")"
[ ! -f "$last" ] || encoded last "$last"
# As the controller, who could have put a link to anything there; fingerprints and times.
keys=$(runuser -u nordbox -- head -c 65536 /var/lib/nordbox/sealing-keys 2>/dev/null | base64 -w 0) || keys=
[ -z "$keys" ] || printf 'keys=%s\n' "$keys"
printf 'renewal=%s\n' "$(property nordbox-backup-renewal.path ActiveState)"
printf 'timer=%s\n' "$(property nordbox-backup.timer ActiveState)"
printf 'next=%s\n' "$(property nordbox-backup.timer NextElapseUSecRealtime)"
printf 'service=%s\n' "$(property nordbox-backup.service ActiveState)"
printf 'result=%s\n' "$(property nordbox-backup.service Result)"
