# The machine, its disks and control groups.
read -r hostname </proc/sys/kernel/hostname
cpus=
[ -r /sys/devices/system/cpu/online ] && read -r cpus </sys/devices/system/cpu/online
memory=0
while read -r key value _; do
    [ "$key" = MemTotal: ] && memory=$value && break
done </proc/meminfo
init=
[ -r /proc/1/comm ] && read -r init </proc/1/comm
virtualisation=$(systemd-detect-virt 2>/dev/null)
printf 'machine\t%s\t%s\t%s\t%s\t%s\t%s\n' \
    "$(uname -m)" "${virtualisation:-unknown}" "$hostname" "$cpus" "$memory" "$init"
stat -f --printf 'disk\t%n\t%T\t%S\t%b\t%f\t%d\n' \
    / /var/lib /var/lib/rancher /var/lib/rancher/k3s /sys/fs/cgroup 2>/dev/null
controllers=
[ -r /sys/fs/cgroup/cgroup.controllers ] && read -r controllers </sys/fs/cgroup/cgroup.controllers
printf 'controllers\t%s\n' "$controllers"
