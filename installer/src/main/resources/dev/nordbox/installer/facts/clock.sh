# The host's clock, and whether it follows another.
printf 'clock\t%s\n' "$(date +%s%3N)"
[ -e /run/systemd/timesync/synchronized ] && printf 'time-synchronised\n'
