# How the host is set up around what a box needs: asked where preflight decides, and nowhere else. One line each, the
# key first; a key whose answer cannot be had has no line. Nothing here starts a program that a builtin can replace. A box that
# nordbox has made is asked only by who wants to know all of it.
if [ "$scope" = thorough ] || ! [ -e "$state/notes/adopted" ]; then
    around() { printf 'around\t%s\t%s\n' "$1" "$2"; }
    lines_of() { # lines_of KEY FILE
        [ -r "$2" ] || return 0
        while IFS= read -r line || [ -n "$line" ]; do around "$1" "$line"; done <"$2"
    }
    lines_of resolver /etc/resolv.conf
    lines_of upstream-resolver /run/systemd/resolve/resolv.conf
    lines_of hosts /etc/hosts
    lines_of machine-id /etc/machine-id
    lines_of apparmor /sys/module/apparmor/parameters/enabled
    lines_of selinux /sys/fs/selinux/enforce
    lines_of swap /proc/swaps
    [ -e /proc/sys/kernel/seccomp/actions_avail ] && around seccomp yes
    ip -o route show table main 2>/dev/null | while IFS= read -r line; do around route "$line"; done
    while read -r _ point type options _; do
        case $point in
            /var/lib/rancher/k3s | /var/lib/rancher | /var/lib | /var | /) around mount "$point $type $options" ;;
        esac
    done </proc/mounts
    for path in /var/lib/rancher /var/lib/rancher/k3s /var/lib/kubelet; do
        [ -L "$path" ] && around link "$path"
    done
    for link in /sys/class/net/*; do
        [ -r "$link/mtu" ] && read -r mtu <"$link/mtu" 2>/dev/null && around mtu "${link##*/} $mtu"
    done
    while IFS=: read -r key value; do
        case $key in flags*) around cpu-flags "$value" && break ;; esac
    done </proc/cpuinfo
    read -r line </proc/stat && around cpu-time "$line"
    for module in overlay br_netfilter nf_conntrack vxlan nf_tables ip_set ip_set_hash_ip ip_set_hash_net xt_set; do
        if [ -d "/sys/module/$module" ] || modprobe -n -q "$module" 2>/dev/null; then
            around module "$module"
        fi
    done
    for program in base64 sha256sum ip ss modprobe mount umount runuser sysctl tar; do
        command -v "$program" >/dev/null || around program-missing "$program"
    done
    if ! [ -e /run/systemd/timesync/synchronized ] && command -v timedatectl >/dev/null; then
        around clock-synchronised "$(timedatectl show --property=NTPSynchronized --value 2>/dev/null)"
    fi
    [ -e /run/reboot-required ] && around reboot required
    [ -d /run/cloud-init ] && ! [ -e /run/cloud-init/result.json ] && around cloud-init running
    for path in /var/lib/dpkg/updates/[0-9]*; do
        [ -e "$path" ] && around dpkg interrupted && break
    done
    if [ -e /var/lib/dpkg/lock-frontend ] && [ -r /proc/locks ]; then
        inode=$(stat -c %i /var/lib/dpkg/lock-frontend)
        while read -r line; do
            case $line in *":$inode "*) around dpkg locked ;; esac
        done </proc/locks
    fi
    for path in /etc/iptables/rules.v4 /etc/iptables/rules.v6; do
        [ -s "$path" ] && around firewall "$path"
    done
    command -v systemctl >/dev/null && systemctl --version 2>/dev/null | while read -r word version _; do
        [ "$word" = systemd ] && around systemd "$version"
    done
    if command -v sshd >/dev/null; then
        sshd -T 2>/dev/null | while read -r key value; do
            case $key in
                allowtcpforwarding | passwordauthentication | permitrootlogin) around sshd "$key $value" ;;
            esac
        done
    fi
fi
