# Starts the render cache's unit, $1, and waits for its socket, $2. One that does not come up is put down again, since systemd
# would start it for ever; what it said last goes to standard error.
export LC_ALL=C PATH="/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"
set -u
tries=60
systemctl restart "$1" || tries=0
while [ $tries -gt 0 ]; do
    [ -S "$2" ] && systemctl is-active --quiet "$1" && exit 0
    tries=$((tries - 1))
    sleep 0.5
done
said=$(journalctl --quiet --no-pager --output=cat --lines=1 "_SYSTEMD_UNIT=$1" 2>/dev/null)
printf '%s\n' "${said:-its unit ended with $(systemctl show --property=Result --value "$1")}" >&2
systemctl disable --quiet --now "$1"
exit 1
