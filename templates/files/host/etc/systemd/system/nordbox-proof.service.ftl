# Written by nordbox: proves this box against its profile, as `verify` does from elsewhere. `status` tells what came of it.
[Unit]
Description=nordbox proof of this box by itself

[Service]
Type=oneshot
ExecStart=${java} -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -Xmx192m -XX:-UsePerfData -XX:+ExitOnOutOfMemoryError -jar /opt/nordbox/bootstrap.jar self-proof
# For what kubectl remembers; it goes with the run.
Environment=HOME=/tmp
UMask=0077
# It waits for its turn and for k3s by itself.
TimeoutStartSec=2h
# A person's proof, or an `up`, ends it; what it made in the cluster it takes away first.
TimeoutStopSec=60s
SuccessExitStatus=143

# The applications come first.
Nice=10
CPUSchedulingPolicy=batch
CPUWeight=20
IOSchedulingClass=idle
IOWeight=20
MemoryMax=768M
TasksMax=512
LimitCORE=0

# Root, since most of what it looks at is root's. It makes network namespaces and enters those of pods, asks the packet
# filter and the audit system, and what talks to others does so as the controller's user: so what it keeps of root's rights is a
# lot, and what it may write is little.
NoNewPrivileges=yes
CapabilityBoundingSet=CAP_DAC_READ_SEARCH CAP_DAC_OVERRIDE CAP_NET_ADMIN CAP_NET_RAW CAP_SYS_ADMIN CAP_SYS_PTRACE CAP_SETUID CAP_SETGID CAP_AUDIT_CONTROL
AmbientCapabilities=
ProtectSystem=strict
ProtectHome=read-only
# The evidence, the notes of it, and where network namespaces and sockets have their names.
ReadWritePaths=/var/lib/nordbox-installer /run
PrivateTmp=yes
PrivateDevices=yes
ProtectClock=yes
ProtectHostname=yes
ProtectKernelLogs=yes
ProtectKernelModules=yes
ProtectKernelTunables=yes
ProtectControlGroups=yes
RestrictAddressFamilies=AF_UNIX AF_INET AF_INET6 AF_NETLINK
RestrictNamespaces=net mnt
RestrictRealtime=yes
RestrictSUIDSGID=yes
LockPersonality=yes
SystemCallArchitectures=native
SystemCallFilter=@system-service @mount
SystemCallErrorNumber=EPERM
