# The guard, and packet filters of others.
if command -v nft >/dev/null; then
    printf 'nft\tinstalled\n'
    if listing=$(nft -s list table inet nordbox 2>/dev/null); then
        sum=$(printf '%s\n' "$listing" | sha256sum)
        printf 'guard-listing\t%s\n' "${sum%% *}"
    fi
fi
# Filters of others: as rules, since what they let through is told nowhere. Without the contents of sets.
if [ "$scope" != steps ]; then
    if command -v nft >/dev/null; then
        printf 'begin\tnft\n'
        nft -s -t list ruleset 2>/dev/null
        printf 'end\tnft\n'
    fi
    # iptables of before nftables keeps its rules elsewhere; asking for them would load its modules.
    for version in '' 6; do
        if [ -s "/proc/net/ip${version}_tables_names" ] && command -v "ip${version}tables-legacy-save" >/dev/null; then
            printf 'begin\tiptables\n'
            "ip${version}tables-legacy-save" -t filter 2>/dev/null
            printf 'end\tiptables\n'
        fi
    done
fi
if [ -r /etc/nftables.d/nordbox.nft ]; then
    while read -r hash key value; do
        [ "$hash $key" = '# admins:' ] && printf 'guard-admins\t%s\n' "$value"
    done </etc/nftables.d/nordbox.nft
fi
