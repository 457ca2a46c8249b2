# Where routes lead by default, and addresses.
if [ -r /proc/net/route ]; then
    while read -r interface destination _ _ _ _ _ mask _; do
        [ "$destination:$mask" = 00000000:00000000 ] && printf 'route\t4\t%s\n' "$interface"
    done </proc/net/route
fi
if [ -r /proc/net/ipv6_route ]; then
    while read -r destination length _ _ _ _ _ _ _ interface; do
        [ "$destination/$length" = 00000000000000000000000000000000/00 ] &&
            [ "$interface" != lo ] && printf 'route\t6\t%s\n' "$interface"
    done </proc/net/ipv6_route
fi
printf 'begin\taddresses\n'
ip -o addr show scope global 2>/dev/null
printf 'end\taddresses\n'
