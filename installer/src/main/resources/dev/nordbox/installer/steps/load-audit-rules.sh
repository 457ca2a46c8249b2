# Has auditd and the kernel follow the rules below /etc/audit/rules.d, at once and for every boot.
set -eu
export LC_ALL=C PATH="/usr/sbin:/usr/bin:/sbin:/bin"
systemctl -q enable auditd.service
systemctl start auditd.service
# What a condition of its unit keeps from starting is a success to systemctl.
systemctl -q is-active auditd.service || {
    echo 'auditd does not run; a kernel that was started with audit=0 has no auditing' >&2
    exit 1
}
# Somebody locked the rules until the next boot, which reads ours: HOST-01 tells of it until then.
if auditctl -s 2>/dev/null | grep -q '^enabled 2'; then
    augenrules >/dev/null
    exit 0
fi
augenrules --load >/dev/null
left=$(unwatched)
[ -z "$left" ] || {
    # shellcheck disable=SC2086
    echo "the kernel does not take them: it does not watch" $left >&2
    exit 1
}
