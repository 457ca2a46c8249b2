# Loads the guard before the network comes up and before k3s starts. Stopping it leaves the guard loaded.
[Unit]
Description=nordbox guard: what may reach this box from outside
DefaultDependencies=no
# A distribution's own ruleset begins with `flush ruleset`: ours comes after it.
After=nftables.service systemd-modules-load.service local-fs.target
Wants=network-pre.target
Before=network-pre.target k3s.service shutdown.target
Conflicts=shutdown.target

[Service]
Type=oneshot
RemainAfterExit=yes
ExecStart=/usr/sbin/nft -f /etc/nftables.d/nordbox.nft
ExecReload=/usr/sbin/nft -f /etc/nftables.d/nordbox.nft

[Install]
WantedBy=sysinit.target
