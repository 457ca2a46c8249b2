# Written by nordbox: what k3s' own script installs, plus the firewall guard, without which k3s does not start.
[Unit]
Description=Lightweight Kubernetes
Documentation=https://k3s.io
Wants=network-online.target
After=network-online.target
Requires=nordbox-guard.service
After=nordbox-guard.service

[Install]
WantedBy=multi-user.target

[Service]
Type=notify
EnvironmentFile=-/etc/default/%N
EnvironmentFile=-/etc/sysconfig/%N
EnvironmentFile=-/etc/systemd/system/k3s.service.env
<#if proxied>
EnvironmentFile=-/etc/nordbox/proxy.env
# For containerd alone, which has them under names of its own: k3s would copy these into pods that install charts, login and all.
UnsetEnvironment=HTTP_PROXY HTTPS_PROXY NO_PROXY
</#if>
KillMode=process
Delegate=yes
User=root
# Pods and etcd need more than systemd's defaults.
LimitNOFILE=1048576
LimitNPROC=infinity
LimitCORE=infinity
TasksMax=infinity
TimeoutStartSec=0
Restart=always
RestartSec=5s
ExecStartPre=-/sbin/modprobe br_netfilter
ExecStartPre=-/sbin/modprobe overlay
ExecStart=/usr/local/bin/k3s server
