# Written by nordbox: when this box proves itself.
[Unit]
Description=nordbox proof of this box by itself, at its times

[Timer]
OnCalendar=${calendar}
RandomizedDelaySec=${delay?c}
FixedRandomDelay=yes
AccuracySec=1min

[Install]
WantedBy=timers.target
