# Prints what the box knows of the proofs that it makes of itself, a line `KEY=VALUE` each; nothing where it makes none. Only
# looks.
set -eu
export LC_ALL=C TZ=UTC
notes=/var/lib/nordbox-installer/notes
[ -f /etc/nordbox/proof.yaml ] || exit 0
note() { [ ! -f "$notes/$2" ] || printf '%s=%s\n' "$1" "$(head -n 1 -- "$notes/$2")"; }
property() { systemctl show --property="$2" --value -- "$1" 2>/dev/null || :; }

note note own-proof
note uptime own-proof-uptime
note failed own-proof-failed
# The person's run before it, and the newest one with what that did not find met.
note after own-proof-after
note unmet last-proof-unmet
printf 'timer=%s\n' "$(property nordbox-proof.timer ActiveState)"
printf 'next=%s\n' "$(property nordbox-proof.timer NextElapseUSecRealtime)"
printf 'result=%s\n' "$(property nordbox-proof.service Result)"
printf 'status=%s\n' "$(property nordbox-proof.service ExecMainStatus)"
