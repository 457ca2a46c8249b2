# Tells which boot of the box this is, and which start of k3s: KEY=value a line. Changes nothing.
export LC_ALL=C PATH="/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"
set -u
show() { systemctl show --property="$1" --value k3s.service 2>/dev/null; }
read -r boot </proc/sys/kernel/random/boot_id
printf 'boot=%s\nbooted=%s\n' "$boot" "$(sed -n 's/^btime //p' /proc/stat)"
# Not the time of its start: the clock may have been set since, a start's own id stays.
printf 'k3s=%s\n' "$(show InvocationID)"
started=$(show ExecMainStartTimestamp)
printf 'k3s-started=%s\n' "$(date --date="${started:-none}" +%s 2>/dev/null)"
exit 0
