# Loads the candidate guard and, before that, arms a timer that brings the state before it back. Whoever
# ends the timer (guard-keep.sh) has proved that a login still works.
#
# Argument: seconds until the state before comes back.
set -eu
export LC_ALL=C PATH="/usr/sbin:/usr/bin:/sbin:/bin"
run=/run/nordbox-guard
proved=/etc/nftables.d/nordbox.nft
unit=nordbox-guard-revert

nft -c -f "$run/candidate.nft"

if systemctl -q is-active "$unit.timer"; then
    # A run before this one ended between loading and proof: what it found stays the state to return to,
    # and is in force while the timer is set anew.
    nft -f "$run/previous.nft"
    systemctl stop "$unit.timer"
else
    # The rules that were proved last, else none: a listing of the kernel's would not always load again.
    if [ -e "$proved" ] && nft -c -f "$proved"; then
        cp "$proved" "$run/previous.new"
    else
        printf 'table inet nordbox\ndelete table inet nordbox\n' >"$run/previous.new"
    fi
    mv "$run/previous.new" "$run/previous.nft"
fi
rm -f "$run/reverted"
systemctl reset-failed "$unit.timer" "$unit.service" 2>/dev/null || :
systemd-run --quiet --unit="$unit" --description='nordbox: take an unproven guard back' \
    --on-active="$1" --timer-property=AccuracySec=1s \
    /bin/sh -c ": >$run/reverted; exec nft -f $run/previous.nft" </dev/null
nft -f "$run/candidate.nft"
