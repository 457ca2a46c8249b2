# Written by nordbox: who changes what opens the box; hardening.auditd: false in nordbox.yaml takes this away.
# What is not there on this box is passed over; `verify` looks at the rules that the kernel has.
-i
-w /etc/rancher -p wa -k nordbox-k3s
-w /var/lib/rancher/k3s/server/token -p wa -k nordbox-k3s
-w /var/lib/rancher/k3s/server/cred -p wa -k nordbox-k3s
-w /var/lib/rancher/k3s/server/tls -p wa -k nordbox-k3s
-w /etc/nordbox -p wa -k nordbox-controller
-w /etc/nftables.d -p wa -k nordbox-guard
-w /etc/ssh -p wa -k nordbox-ssh
-w /root/.ssh -p wa -k nordbox-ssh
-w /etc/passwd -p wa -k nordbox-people
-w /etc/shadow -p wa -k nordbox-people
-w /etc/group -p wa -k nordbox-people
-w /etc/sudoers -p wa -k nordbox-sudo
-w /etc/sudoers.d -p wa -k nordbox-sudo
