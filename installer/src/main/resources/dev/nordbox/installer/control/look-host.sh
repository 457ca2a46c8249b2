# Tells how the host itself keeps logs, where it asks for packages, time and names, who logged in from where, and what
# lies there that must not: a header line `==nordbox== NAME`, then what was found. Changes nothing, asks nobody outside.
#
# Argument: how many days of logins to look at.
export LC_ALL=C PATH="/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"
set -u
days=$1
k3s=/var/lib/rancher/k3s
notes=/var/lib/nordbox-installer/notes
section() { printf '\n==nordbox== %s\n' "$1"; }
newest() { stat --format=%Z "$@" 2>/dev/null | sort -n | tail -n 1; }

section journal
systemd-analyze cat-config systemd/journald.conf 2>/dev/null | grep -E '^(Storage|MaxRetentionSec)='
read -r machine </etc/machine-id
[ -d "/var/log/journal/$machine" ] && echo persistent=yes || echo persistent=no
started=$(systemctl show --property=ExecMainStartTimestamp --value systemd-journald.service 2>/dev/null)
printf 'started=%s\n' "$(date --date="${started:-none}" +%s 2>/dev/null)"
printf 'changed=%s\n' "$(newest /etc/systemd/journald.conf /etc/systemd/journald.conf.d/*.conf)"
printf 'oldest=%s\n' "$(journalctl --quiet --no-pager --output=short-unix 2>/dev/null | head -n 1 | cut -d . -f 1)"
# From when on logs are held to the profile: the rest may have been lost before.
since=$(newest /etc/systemd/journald.conf.d/zz-nordbox.conf)
printf 'since=%s\n' "${since:-$(newest "$notes/adopted")}"

section audit
journalctl --unit=k3s.service --boot --output=cat --quiet --grep='Running kube-apiserver' 2>/dev/null | tail -n 1 |
    tr -d '"' | tr ' ' '\n' | sed -n 's/^--\(audit-log-max[a-z]*=[0-9]*\)$/\1/p'
# Compressed ones are read, too.
oldest=$(ls -tr "$k3s"/server/logs/audit* 2>/dev/null | head -n 1)
if [ -n "$oldest" ]; then
    printf 'last-of-oldest=%s\n' "$(stat --format=%Y "$oldest")"
    first=$(zcat -f "$oldest" 2>/dev/null | head -n 1 | sed -n 's/.*"requestReceivedTimestamp":"\([^"]*\)".*/\1/p')
    printf 'first-of-oldest=%s\n' "$(date --date="${first:-none}" +%s 2>/dev/null)"
fi

section updates
[ -x /usr/bin/unattended-upgrade ] && echo installed=yes || echo installed=no
apt-config dump 2>/dev/null |
    grep -E '^(APT::Periodic::(Enable|Update-Package-Lists|Unattended-Upgrade)|Unattended-Upgrade::(Allowed-Origins|Origins-Pattern|Automatic-Reboot))'
for timer in apt-daily.timer apt-daily-upgrade.timer; do
    printf 'timer %s is %s\n' "$timer" "$(systemctl show --property=ActiveState --value "$timer" 2>/dev/null)"
done
last=$(stat --format=%Y /var/lib/apt/periodic/unattended-upgrades-stamp 2>/dev/null) && printf 'last=%s\n' "$last"
# What the security archive said of itself when it was last reached; apt-get update says nothing of one that is not.
fetched=$(grep -lE '^(Label: Debian-Security|Suite: .*-security)' /var/lib/apt/lists/*Release 2>/dev/null |
    while read -r list; do date --date="$(sed -n 's/^Date: //p' "$list" | head -n 1)" +%s 2>/dev/null; done | sort -n | tail -n 1)
printf 'archive=%s\n' "$fetched"
section auditd
if command -v auditctl >/dev/null; then
    echo installed=yes
    printf 'service=%s\n' "$(systemctl show --property=ActiveState --value auditd.service 2>/dev/null)"
    auditctl -s 2>/dev/null | sed -n 's/^enabled /enabled=/p'
    auditctl -l 2>/dev/null
else
    echo installed=no
fi

section reporters
systemctl list-unit-files --no-legend --no-pager apport-autoreport.path apport-autoreport.service apport-autoreport.timer \
    apt-news.service esm-cache.service fwupd-refresh.timer motd-news.service motd-news.timer popularity-contest.timer \
    ua-timer.timer ubuntu-report.path ubuntu-report.service whoopsie.path whoopsie.service 2>/dev/null
grep -hs '^PARTICIPATE=' /etc/popularity-contest.conf

section sources
apt-get indextargets --format 'apt $(SITE)' 2>/dev/null | sort -u
if systemctl is-active --quiet chrony.service chronyd.service 2>/dev/null; then
    chronyc -N -c sources 2>/dev/null | while IFS=, read -r _ _ name _; do printf 'ntp %s\n' "$name"; done
elif systemctl is-active --quiet systemd-timesyncd.service 2>/dev/null; then
    set -- "$(timedatectl show-timesync --property=LinkNTPServers --property=SystemNTPServers --value 2>/dev/null)"
    case $1 in
        *[!" "]*) ;;
        *) set -- "$(timedatectl show-timesync --property=FallbackNTPServers --value 2>/dev/null)" ;;
    esac
    # shellcheck disable=SC2086
    set -- $1
    for name; do printf 'ntp %s\n' "$name"; done
fi
resolver=/etc/resolv.conf
grep -qs '^nameserver 127\.0\.0\.53' $resolver && resolver=/run/systemd/resolve/resolv.conf
sed -n 's/^nameserver[[:blank:]]*\([^ %]*\).*/dns \1/p' "$resolver" 2>/dev/null

section logins
# Addresses of people: they stay in memory, and what is written of them is a count.
journalctl --quiet --no-pager --output=cat --since="-${days}d" --identifier=sshd --identifier=sshd-session \
    --grep='^Accepted ' 2>/dev/null | sed -n 's/^Accepted [a-z-]* for [^ ]* from \([^ ]*\) port .*/ssh \1/p' | sort | uniq -c
# The newest part of it: on a slow machine all of it takes minutes.
tail -c 20000000 "$k3s/server/logs/audit.log" 2>/dev/null |
    sed -n 's/.*"user":{"username":"\([^"]*\)".*"sourceIPs":\["\([^"]*\)".*/\1 \2/p' |
    grep -v -e '^system:serviceaccount:' -e '^system:node:' -e '^system:kube-' -e '^system:apiserver ' -e '^system:k3s-' |
    sed 's/^[^ ]*/api/' | sort | uniq -c
echo 'looked 1'

section provider
# What machines are told of themselves, by whoever runs them; a guest can be told anything.
value() { head -c 60 | tr -c 'A-Za-z0-9 ._-' '?'; }
[ -r /sys/class/dmi/id/sys_vendor ] && printf 'vendor %s\n' "$(tr -d '\n' </sys/class/dmi/id/sys_vendor | value)"
for key in cloud_name region availability_zone; do
    found=$(sed -n "s/^ *\"$key\": \"\([^\"]*\)\".*/\1/p" /run/cloud-init/instance-data.json 2>/dev/null | head -n 1)
    [ -n "$found" ] && printf '%s %s\n' "$key" "$(printf %s "$found" | value)"
done
service=169.254.169.254
if timeout 2 bash -c "exec 3<>/dev/tcp/$service/80" 2>/dev/null; then
    for path in /latest/meta-data/placement/availability-zone /hetzner/v1/metadata/availability-zone /metadata/v1/region; do
        # shellcheck disable=SC2016
        answer=$(timeout 2 bash -c 'exec 3<>"/dev/tcp/$1/80" && printf "GET %s HTTP/1.0\r\nHost: %s\r\n\r\n" "$2" "$1" >&3 &&
            head -c 4096 <&3' -- "$service" "$path" 2>/dev/null | tr -d '\r')
        case $answer in
            HTTP/1.?' 200 '*) printf 'zone %s\n' "$(printf '%s\n' "$answer" | sed '1,/^$/d' | head -n 1 | tr -d '\n' | value)" ;;
        esac
    done
fi

section own-addresses
ip -o addr show 2>/dev/null | sed -n 's|.* inet6\{0,1\} \([^ /]*\)/.*|\1|p'

section backups
# A key that opens backups has no business here; paths only, never what is in there.
identities=$(timeout 60 grep -rlsIF --devices=skip --exclude-dir=rancher 'AGE-SECRET-KEY-1' /etc /root /home /srv)
searched=$?
[ -z "$identities" ] || printf '%s\n' "$identities" | sed 's/^/identity=/'
grep -hsE '^[[:blank:]]*etcd-s3' /etc/rancher/k3s/config.yaml /etc/rancher/k3s/config.yaml.d/*.y*ml | sed 's/:.*//; s/^[[:blank:]]*/s3=/'
# Saved from elsewhere, or made by the box itself: the newest counts.
{
  sed 's/ .*//' "$notes/last-kit"
  sed -n 's/.*"kit":{"at":"\([^"]*\)".*/\1/p' /var/lib/nordbox-backup/last.json
} 2>/dev/null | sort | tail -n 1 | sed 's/^/kit=/'
[ $searched = 124 ] || echo looked=yes
exit 0
