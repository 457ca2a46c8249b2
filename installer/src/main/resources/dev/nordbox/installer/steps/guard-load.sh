# Loads the candidate guard and, before that, arms a timer that brings the state before it back. Whoever
# ends the timer (guard-keep.sh) has proved that a login still works.
#
# Argument: seconds until the state before comes back.
run=/run/nordbox-guard
proved=/etc/nftables.d/nordbox.nft
unit=nordbox-guard-revert

nft -c -f "$run/candidate.nft"

if pending; then
    # A run before this one ended between loading and proof: what it found stays the state to return to,
    # and is in force while the timer is set anew.
    nft -f "$run/previous.nft"
    disarm
else
    # The rules that were proved last, else none: a listing of the kernel's would not always load again.
    if [ -e "$proved" ] && nft -c -f "$proved"; then
        cp "$proved" "$run/previous.new"
    else
        printf 'table inet nordbox\ndelete table inet nordbox\n' >"$run/previous.new"
    fi
    mv "$run/previous.new" "$run/previous.nft"
fi
arm "$1" "nft -f $run/previous.nft"
nft -f "$run/candidate.nft"
