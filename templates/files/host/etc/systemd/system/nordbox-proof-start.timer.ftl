# Written by nordbox: how long after a start of k3s, and so after a boot, this box proves itself.
[Unit]
Description=nordbox proof of this box by itself, after a start of k3s
# Not PartOf: restarts would begin its time anew, and a k3s that crashes again and again would never be looked at. The run waits
# by itself until the last start is as long ago.

[Timer]
OnActiveSec=${settle?c}s
AccuracySec=5s
# Ready to be started again.
RemainAfterElapse=no
Unit=nordbox-proof.service

[Install]
# Not after it: a k3s that never comes up is looked at, too.
WantedBy=k3s.service
