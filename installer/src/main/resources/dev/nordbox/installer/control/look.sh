# Tells what the controls of a profile are judged by, from the live state: a header line `==nordbox== NAME`, then what
# was found. Changes nothing. Answers of the API hold no Secrets.
export LC_ALL=C PATH="/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"
export KUBECONFIG=/etc/rancher/k3s/k3s.yaml
set -u
k3s=/var/lib/rancher/k3s
section() { printf '\n==nordbox== %s\n' "$1"; }
show() { systemctl show --property="$2" --value "$1" 2>/dev/null; }

section guard
nft -s list table inet nordbox 2>&1
section guard-order
printf 'guard=%s\nk3s=%s\nenabled=%s\nrequires=%s\n' \
    "$(show nordbox-guard.service ActiveEnterTimestampMonotonic)" \
    "$(show k3s.service ExecMainStartTimestampMonotonic)" \
    "$(show nordbox-guard.service UnitFileState)" "$(show k3s.service Requires)"

section cluster
k3s kubectl --request-timeout=60s get --all-namespaces -o json \
    nodes,namespaces,networkpolicies,resourcequotas,limitranges,serviceaccounts,pods,services,persistentvolumeclaims,persistentvolumes,ingresses.networking.k8s.io,validatingwebhookconfigurations,mutatingwebhookconfigurations 2>&1
section door-kinds
# Routers and listeners are of kinds that not each cluster has; to ask for one that it has not fails the whole question.
doors=$(k3s kubectl --request-timeout=60s get customresourcedefinitions --no-headers 2>/dev/null) && echo looked=yes
doors=$(printf '%s\n' "$doors" | sed -n 's/^\(ingressroute[a-z]*\.traefik\.[^ ]*\|[a-z]*\.gateway\.networking\.[^ ]*\) .*/\1/p' | paste -sd ,)
section doors
[ -z "$doors" ] || k3s kubectl --request-timeout=60s get --all-namespaces -o json "$doors" 2>&1
section admission
# With who wrote what. Policies that change objects are a kind of newer Kubernetes: to ask for them elsewhere fails it all.
admission() { k3s kubectl --request-timeout=60s get --show-managed-fields -o json "$1"; }
own=validatingadmissionpolicies,validatingadmissionpolicybindings
admission "$own,mutatingadmissionpolicies" 2>/dev/null || admission "$own" 2>&1
section kubelet
node=$(sed -n 's/^node-name: "\(.*\)"$/\1/p' /etc/rancher/k3s/config.yaml.d/50-nordbox-node-name.yaml 2>/dev/null)
[ -n "$node" ] || read -r node </proc/sys/kernel/hostname
node=$(printf '%s' "$node" | tr '[:upper:]' '[:lower:]')
k3s kubectl --request-timeout=60s get --raw "/api/v1/nodes/$node/proxy/configz" 2>&1

section kubelet-lists
# k3s reads these after its config.yaml, and such a list takes the place of the one there.
grep -lsE '^"?kubelet-arg"?[[:blank:]]*:' /etc/rancher/k3s/config.yaml.d/*.yaml /etc/rancher/k3s/config.yaml.d/*.yml

section component-flags
# Of the newest start of each; k3s runs them within itself.
journalctl --unit=k3s.service --boot --output=cat --quiet --grep='Running kube-(apiserver|controller-manager|scheduler) ' 2>/dev/null |
    tr -d '"' | sed -n 's/.*Running \(kube-[a-z-]* --\)/\1/p' |
    awk '{ last[$1] = $0 } END { for (one in last) { n = split(last[one], words, " "); for (i = 2; i <= n; i++) print one, words[i] } }'

section packet-filter
# Where pods have their policies: k3s' chains, in whichever of the two ways iptables keeps them.
{
    nft list ruleset 2>/dev/null | grep -e KUBE-POD-FW
    nft list table inet k3s_netpol 2>/dev/null
    "$k3s/data/current/bin/aux/iptables-save" 2>/dev/null | grep KUBE-POD-FW
}
section pods-since
# Once more: the rules of a pod that ended since the first time are rightly gone.
k3s kubectl --request-timeout=60s get pods --all-namespaces --field-selector=status.phase=Running --no-headers \
    -o custom-columns=UID:.metadata.uid 2>/dev/null && echo looked=yes
section policy-journal
# Of this start of k3s: what an earlier one ran into is mended. It starts its policy controller once, and syncs each five
# minutes, so a sync that failed before that has been made good.
start=$(show k3s.service InvocationID)
of_this_start() {
    set -- --output=cat --quiet --grep="$1" --since="$2"
    [ -z "$start" ] || set -- "$@" "_SYSTEMD_INVOCATION_ID=$start"
    [ -n "$start" ] || set -- "$@" --unit=k3s.service --boot
    journalctl "$@" 2>/dev/null | tail -n 5
}
of_this_start 'network policy controller start' @0
of_this_start 'Aborting sync' -15min

section sshd
sshd -T 2>/dev/null |
    grep -E '^((password|kbdinteractive|gssapi|hostbased)authentication|permitrootlogin|pubkeyauthentication|authenticationmethods) '
# Each who has a password, since Match blocks may hold for one alone; counted, so without a name.
while IFS=: read -r name secret _; do
    case $secret in '' | '*'* | '!'*) continue ;; esac
    sshd -T -C "user=$name,host=localhost,addr=127.0.0.1,laddr=127.0.0.1,lport=22" 2>/dev/null |
        grep -qxE '(password|kbdinteractive)authentication yes' && echo "account with-password may type"
done </etc/shadow
awk '
    tolower($1) == "match" { inside = tolower($2) != "all"; next }
    FNR == 1 { inside = 0 }
    inside && tolower($0) ~ /^[ \t]*(password|kbdinteractive|challengeresponse|gssapi|hostbased)authentication[ \t=]+"?yes/ { print "match takes more than keys" }
' /etc/ssh/sshd_config /etc/ssh/sshd_config.d/*.conf 2>/dev/null | sort -u
# What the one that runs offers to whoever comes without anything, where it listens: that may be one address alone.
listens=$(sshd -T 2>/dev/null | sed -n 's/^listenaddress \([^ ]*\).*/\1/p')
at=$(printf '%s\n' "$listens" | grep -m 1 '^0\.0\.0\.0:' || printf '%s\n' "$listens" | head -n 1)
case $at in
    '' | 0.0.0.0:*) to=127.0.0.1 ;;
    '[::]:'*) to=::1 ;;
    *) to=$(printf '%s\n' "${at%:*}" | tr -d '[]') ;;
esac
port=${at##*:}
timeout 15 ssh -F none -p "${port:-22}" -o BatchMode=yes -o ConnectTimeout=10 -o StrictHostKeyChecking=no \
    -o UserKnownHostsFile=/dev/null -o GlobalKnownHostsFile=/dev/null -o PreferredAuthentications=none \
    "root@$to" true 2>&1 </dev/null | sed -n 's/.*Permission denied (\([a-z,-]*\)).*/offers \1/p'
section keys
# Whose keys let in: fingerprints and files, and never a key; of each account, since a tunnel needs no shell.
keys_of() { # account, its number, its home
    told=$(sshd -T -C "user=$1,host=localhost,addr=127.0.0.1,laddr=127.0.0.1,lport=22" 2>/dev/null) || {
        echo 'unread sshd -T for an account'
        return
    }
    printf '%s\n' "$told" | sed -n '/ none$/d; s/^\(authorizedkeyscommand\|trustedusercakeys\) /elsewhere \1 /p'
    for file in $(printf '%s\n' "$told" | sed -n 's/^authorizedkeysfile //p' | sed "s|%h|$3|g; s|%u|$1|g; s|%U|$2|g"); do
        case $file in
            none) continue ;;
            *[%*?[]*) echo "unread $file" && continue ;;
            /*) ;;
            *) file=$3/$file ;;
        esac
        [ -s "$file" ] || continue
        prints=$(ssh-keygen -lf "$file" 2>/dev/null | sed -n 's/^[0-9]* \(SHA256:[^ ]*\) .*/\1/p')
        for print in $prints; do printf 'key %s %s\n' "$print" "$file"; done
        # shellcheck disable=SC2086
        set -- "$1" "$2" "$3" $prints
        [ "$(grep -cvE '^[[:blank:]]*(#|$)' "$file")" = $(($# - 3)) ] || printf 'unread %s\n' "$file"
        set -- "$1" "$2" "$3"
        # Whoever has a certificate of that one, whoever that is.
        grep -qiE '^[[:blank:]]*(([^"#[:blank:]]|"([^"\]|\\.)*")+,)?cert-authority([,[:blank:]]|$)' "$file" &&
            printf 'elsewhere cert-authority %s\n' "$file"
    done
}
if sshd -T >/dev/null 2>&1; then
    # A block for users or groups is in what holds for each; from where somebody comes cannot be tried.
    awk '
        tolower($1) == "match" { from = 0; for (i = 2; i <= NF; i += 2) if (tolower($i) !~ /^(user|group|all)$/) from = 1; next }
        FNR == 1 { from = 0 }
        from && tolower($1) ~ /^(authorizedkeysfile|authorizedkeyscommand|trustedusercakeys)/ && tolower($2) != "none" { print "elsewhere match", tolower($1) }
    ' /etc/ssh/sshd_config /etc/ssh/sshd_config.d/*.conf 2>/dev/null | sort -u
    set -f
    getent passwd | while IFS=: read -r name _ number _ _ home _; do keys_of "$name" "$number" "$home"; done | sort -u
    set +f
    echo 'looked=yes'
fi
section kernel
cd /proc/sys && grep -sH '' vm/panic_on_oom vm/overcommit_memory kernel/panic kernel/panic_on_oops kernel/kptr_restrict \
    kernel/dmesg_restrict fs/suid_dumpable net/ipv4/conf/all/rp_filter net/ipv4/conf/all/accept_redirects \
    net/ipv4/conf/all/send_redirects net/ipv4/conf/all/accept_source_route net/ipv4/tcp_syncookies
section time
show systemd-timesyncd.service ActiveState
timedatectl show --property=NTPSynchronized --value 2>/dev/null
printf 'chrony %s\n' "$(show chrony.service ActiveState)"
section swap
tail -n +2 /proc/swaps
section modes
stat --printf '%a %U:%G %n\n' /etc/rancher/k3s/config.yaml /etc/rancher/k3s/token /etc/rancher/k3s/k3s.yaml \
    "$k3s"/server/tls/*.key "$k3s"/server/cred/*.kubeconfig "$k3s"/server/db/etcd 2>/dev/null
section registries
# Without logins, which are nobody's to see.
awk '/^[^ #]/ { login = /^configs:/ } !login' /etc/rancher/k3s/registries.yaml 2>/dev/null
section registries-of-containerd
cat "$k3s/agent/etc/containerd/certs.d/_default/hosts.toml" 2>/dev/null
section static-pods
ls "$k3s/agent/pod-manifests" 2>/dev/null
exit 0
