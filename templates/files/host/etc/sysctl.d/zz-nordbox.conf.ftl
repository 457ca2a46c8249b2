# Kernel parameters of a box. Written by nordbox, which also checks them at run time.
# A dash in front: not every kernel has it, and where it is missing nothing is lost.

# What the kubelet insists on with protect-kernel-defaults (CIS 4.2.6); without these it does not start.
vm.panic_on_oom = 0
vm.overcommit_memory = 1
kernel.panic = 10
kernel.panic_on_oops = 1

# The pod network. Reverse path filtering is loose: strict breaks pod traffic.
net.ipv4.ip_forward = 1
net.bridge.bridge-nf-call-iptables = 1
net.bridge.bridge-nf-call-ip6tables = 1
net.ipv4.conf.all.rp_filter = 2
net.ipv4.conf.default.rp_filter = 2

# Many pods watch many files.
fs.inotify.max_user_instances = 8192
fs.inotify.max_user_watches = 524288

<#if hardened>
# Hardening (CIS Debian, section 1.5 and 3.3); hardening.sysctl: false in nordbox.yaml takes it away.
fs.suid_dumpable = 0
kernel.kptr_restrict = 2
kernel.dmesg_restrict = 1
-kernel.yama.ptrace_scope = ${ptraceScope?c}
net.ipv4.conf.all.accept_redirects = 0
net.ipv4.conf.default.accept_redirects = 0
net.ipv4.conf.all.send_redirects = 0
net.ipv4.conf.default.send_redirects = 0
net.ipv4.conf.all.accept_source_route = 0
net.ipv4.conf.default.accept_source_route = 0
net.ipv4.icmp_echo_ignore_broadcasts = 1
net.ipv4.tcp_syncookies = 1
-net.ipv6.conf.all.accept_redirects = 0
-net.ipv6.conf.default.accept_redirects = 0
-net.ipv6.conf.all.accept_source_route = 0
-net.ipv6.conf.default.accept_source_route = 0
</#if>
