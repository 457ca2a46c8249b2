# Written by nordbox: the controller's render cache. It holds nothing that cannot be made again.
[Unit]
Description=nordbox render cache (Redis)
PartOf=nordbox.service
Before=nordbox.service
# The package may not have come, and may go again.
ConditionPathExists=/usr/bin/redis-server

[Install]
WantedBy=nordbox.service

[Service]
Type=exec
# A user of its own, made for the time it runs.
DynamicUser=yes
User=nordbox-redis
RuntimeDirectory=nordbox-redis
RuntimeDirectoryMode=0710
# The socket takes the directory's group: the controller's, and nobody else's.
ExecStartPre=+/bin/chgrp nordbox /run/nordbox-redis
ExecStartPre=+/bin/chmod 2710 /run/nordbox-redis
ExecStart=/usr/bin/redis-server --daemonize no --port 0 --unixsocket /run/nordbox-redis/redis.sock --unixsocketperm 770 --dir /run/nordbox-redis --save "" --appendonly no --databases 1 --maxmemory ${maxMemory} --maxmemory-policy allkeys-lru
Restart=always
RestartSec=5s
TimeoutStopSec=10s

MemoryMax=${memoryMax}
TasksMax=32
LimitCORE=0

NoNewPrivileges=yes
CapabilityBoundingSet=
ProtectSystem=strict
ProtectHome=yes
InaccessiblePaths=-/var/lib/rancher -/etc/rancher -/var/lib/nordbox -/etc/nordbox -/var/lib/nordbox-installer
PrivateTmp=yes
PrivateDevices=yes
PrivateNetwork=yes
ProtectProc=invisible
ProtectClock=yes
ProtectHostname=yes
ProtectKernelLogs=yes
ProtectKernelModules=yes
ProtectKernelTunables=yes
ProtectControlGroups=yes
RestrictAddressFamilies=AF_UNIX
RestrictNamespaces=yes
RestrictRealtime=yes
LockPersonality=yes
SystemCallArchitectures=native
SystemCallFilter=@system-service
SystemCallErrorNumber=EPERM
