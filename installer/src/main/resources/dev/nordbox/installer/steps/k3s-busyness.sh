# Prints how much of one CPU k3s itself takes, in percent, over some seconds.
export LC_ALL=C PATH="/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"
set -u
seconds=5
pid=$(systemctl show --property=MainPID --value k3s.service)
ticks() {
    # The name, in brackets, may hold blanks; after it the 12th and 13th are the time in user and kernel mode.
    line=$(sed 's/^.*) //' "/proc/$pid/stat" 2>/dev/null) || return 1
    # shellcheck disable=SC2086
    set -- $line
    echo $((${12} + ${13}))
}
before=$(ticks) && sleep $seconds && after=$(ticks) || exit 0
echo $(((after - before) * 100 / $(getconf CLK_TCK) / seconds))
