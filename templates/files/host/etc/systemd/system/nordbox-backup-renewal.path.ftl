# Written by nordbox: a new sealing key wants a new kit.
[Unit]
Description=nordbox recovery kit, when a sealing key is new

[Path]
# The controller lists its keys there. It can wake what waits for that, and nothing else.
PathChanged=${keys}
Unit=nordbox-backup-renewal.timer

[Install]
WantedBy=paths.target
