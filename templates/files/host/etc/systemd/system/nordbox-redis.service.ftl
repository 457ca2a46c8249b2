# Written by nordbox: the controller's render cache. It holds nothing that cannot be made again.
[Unit]
Description=nordbox render cache (Redis)
# Not PartOf: what is in it is to be there when the controller comes back, and it is nowhere else.
Before=nordbox.service
# The package may not have come, and may go again.
ConditionPathExists=/usr/bin/redis-server

[Install]
WantedBy=nordbox.service

[Service]
Type=exec
# A user of its own, made for the time it runs, in the controller's group: the socket is open to that group and nobody else.
# What a command before the start makes of the directory does not last: systemd sets owner and mode again for the next one.
DynamicUser=yes
User=nordbox-redis
Group=nordbox
RuntimeDirectory=nordbox-redis
RuntimeDirectoryMode=0710
# The group opens the controller's own socket, too, which is none of its business.
TemporaryFileSystem=/run:ro
BindPaths=/run/nordbox-redis
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
