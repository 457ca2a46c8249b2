# Kernel modules that k3s and its pod network need. Written by nordbox.
overlay
br_netfilter
nf_conntrack
