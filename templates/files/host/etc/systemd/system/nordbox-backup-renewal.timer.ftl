# Written by nordbox: how long after a new sealing key a kit is made.
[Unit]
Description=nordbox recovery kit, shortly after a new sealing key

[Timer]
# However often it is woken meanwhile, it is one kit.
OnActiveSec=${settle?c}s
AccuracySec=5s
# Ready to be woken again.
RemainAfterElapse=no
Unit=nordbox-backup.service
