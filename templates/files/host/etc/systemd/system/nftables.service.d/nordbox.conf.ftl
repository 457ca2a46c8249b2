# Written by nordbox. A distribution's ruleset begins with `flush ruleset`, and stopping it flushes as well: whatever
# is done to this service, the guard is loaded again after it. Not by restarting nordbox-guard.service, which k3s
# requires and would be restarted along with.
[Service]
ExecStartPost=-/usr/sbin/nft -f /etc/nftables.d/nordbox.nft
ExecReload=-/usr/sbin/nft -f /etc/nftables.d/nordbox.nft
ExecStopPost=-/usr/sbin/nft -f /etc/nftables.d/nordbox.nft
