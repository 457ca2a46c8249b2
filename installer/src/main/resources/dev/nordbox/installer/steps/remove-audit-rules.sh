# Takes our rules from auditd and the kernel; those of others are loaded again. $1: the file
set -eu
export LC_ALL=C PATH="/usr/sbin:/usr/bin:/sbin:/bin"
rm -f -- "$1"
command -v augenrules >/dev/null || exit 0
for key in k3s controller guard ssh people sudo; do
    auditctl -D -k "nordbox-$key" >/dev/null 2>&1 || :
done
augenrules --load >/dev/null 2>&1 || :
# The rules before these are kept beside them.
! grep -qs 'nordbox-' /etc/audit/audit.rules.prev || rm -f /etc/audit/audit.rules.prev
