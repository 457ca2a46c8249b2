# Written by nordbox: makes a kit of this box and takes it to where /etc/nordbox/backup.yaml says.
[Unit]
Description=nordbox recovery kit
After=network-online.target k3s.service
Wants=network-online.target
<#if directory?has_content>
RequiresMountsFor=${directory}
</#if>

[Service]
Type=oneshot
<#if proxied>
EnvironmentFile=-/etc/nordbox/proxy.env
</#if>
ExecStart=${java} -XX:+UseSerialGC -XX:+UnlockDiagnosticVMOptions -XX:CompilerDirectivesFile=/opt/nordbox/compiler.json -XX:+DisplayVMOutputToStderr -Xmx128m -XX:-UsePerfData -XX:+ExitOnOutOfMemoryError -jar /opt/nordbox/bootstrap.jar kit backup
# For what kubectl remembers; it goes with the run.
Environment=HOME=/tmp
UMask=0077
TimeoutStartSec=12h
StateDirectory=nordbox-backup
StateDirectoryMode=0700

# The applications come first.
Nice=10
CPUSchedulingPolicy=batch
CPUWeight=20
IOSchedulingClass=idle
IOWeight=20
MemoryMax=768M
TasksMax=256
LimitCORE=0

# Root, since token, certificates and datastore are root's; to read what is the controller's, and no more.
NoNewPrivileges=yes
CapabilityBoundingSet=CAP_DAC_READ_SEARCH CAP_DAC_OVERRIDE
AmbientCapabilities=
ProtectSystem=strict
ProtectHome=read-only
# k3s itself writes the snapshot; it is removed from here.
ReadWritePaths=-/var/lib/rancher/k3s/server/db
<#if directory?has_content>
ReadWritePaths=${directory}
</#if>
PrivateTmp=yes
PrivateDevices=yes
ProtectClock=yes
ProtectHostname=yes
ProtectKernelLogs=yes
ProtectKernelModules=yes
ProtectKernelTunables=yes
ProtectControlGroups=yes
RestrictAddressFamilies=AF_UNIX AF_INET AF_INET6 AF_NETLINK
RestrictNamespaces=yes
RestrictRealtime=yes
RestrictSUIDSGID=yes
LockPersonality=yes
SystemCallArchitectures=native
SystemCallFilter=@system-service
SystemCallErrorNumber=EPERM
