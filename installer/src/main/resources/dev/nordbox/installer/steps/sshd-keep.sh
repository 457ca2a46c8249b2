# Keeps the drop-in that a login has proved: ends the timer that would take it back, and puts the file itself in place for
# every boot. sshd has read it already.
run=/run/nordbox-sshd
unit=nordbox-sshd-revert
target=/etc/ssh/sshd_config.d/00-nordbox.conf

settle "sshd's drop-in"
install -m 0644 -o root -g root "$run/candidate" "$target.new"
sync -- "$target.new"
mv "$target.new" "$target"
sync -- "${target%/*}"
rm -rf "$run"
