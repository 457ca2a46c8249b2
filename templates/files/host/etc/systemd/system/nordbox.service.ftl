# Written by nordbox: the GitOps controller, beside the cluster, not in it.
[Unit]
Description=nordbox GitOps controller
After=network-online.target k3s.service
Wants=network-online.target
StartLimitIntervalSec=0

[Install]
WantedBy=multi-user.target

[Service]
Type=exec
User=nordbox
Group=nordbox
<#if proxied>
EnvironmentFile=-/etc/nordbox/proxy.env
</#if>
ExecStart=${java} <#list javaOptions as option>${option} </#list>-jar /opt/nordbox/bootstrap.jar controller --config /etc/nordbox/controller.yaml
Restart=always
RestartSec=5s
# A JVM that was told to stop ends with 143.
SuccessExitStatus=143
TimeoutStopSec=30s
UMask=0027

RuntimeDirectory=nordbox
RuntimeDirectoryMode=0750
StateDirectory=nordbox
StateDirectoryMode=0750

MemoryMax=${memoryMax}
TasksMax=256
LimitNOFILE=8192
LimitCORE=0
OOMPolicy=stop

NoNewPrivileges=yes
CapabilityBoundingSet=
AmbientCapabilities=
ProtectSystem=strict
ProtectHome=yes
ReadWritePaths=/var/lib/nordbox
InaccessiblePaths=-/var/lib/rancher -/etc/rancher -/var/lib/nordbox-installer
PrivateTmp=yes
PrivateDevices=yes
ProtectProc=invisible
ProtectClock=yes
ProtectHostname=yes
ProtectKernelLogs=yes
ProtectKernelModules=yes
ProtectKernelTunables=yes
ProtectControlGroups=yes
RestrictAddressFamilies=AF_UNIX AF_INET AF_INET6
RestrictNamespaces=yes
RestrictRealtime=yes
RestrictSUIDSGID=yes
LockPersonality=yes
RemoveIPC=yes
SystemCallArchitectures=native
SystemCallFilter=@system-service
SystemCallFilter=~@privileged @resources
SystemCallErrorNumber=EPERM
