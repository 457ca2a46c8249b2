# Written by nordbox: when this box makes a kit of itself.
[Unit]
Description=nordbox recovery kit, at its times

[Timer]
OnCalendar=${calendar}
# A box that was off at its time makes one when it is back.
Persistent=yes
RandomizedDelaySec=${delay?c}
FixedRandomDelay=yes
AccuracySec=1min

[Install]
WantedBy=timers.target
