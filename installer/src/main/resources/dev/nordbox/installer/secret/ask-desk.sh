# Lets the jar of the box answer a request for its sealing keys, as the user of the controller and with its access to the
# cluster; Java and its options are those of the controller's unit. The request comes on standard input. With the argument
# `prepare` or `renew` it is made here: to have a first key, or another one, for which ssh-keygen offers one, since Java takes minutes for it on a
# slow server. The private half is never on a disk: /run is memory.
export LC_ALL=C PATH="/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"
set -eu
umask 077
java=$(sed -n 's|^ExecStart=\(.*\) controller --config .*|\1|p' /etc/systemd/system/nordbox.service 2>/dev/null || true)
[ -n "$java" ] && [ -x "${java%% *}" ] && [ -r "${java##* }" ] || {
    echo 'there is no controller on it' >&2
    exit 1
}
cd /
# shellcheck disable=SC2086
ask() { runuser -u nordbox -- $java secret on-box --kubeconfig /etc/nordbox/kubeconfig; }
if [ "$#" = 0 ]; then
    ask
    exit
fi
rm -rf /run/nordbox-key.*
folder=$(mktemp -d /run/nordbox-key.XXXXXX)
trap 'rm -rf "$folder" /run/nordbox-first-key' EXIT
if [ "$1" = prepare ] && [ -d /run/nordbox-first-key ]; then
    while systemctl is-active --quiet nordbox-first-key; do sleep 1; done
    # The public half is written last.
    ! [ -s /run/nordbox-first-key/key.pub ] || mv /run/nordbox-first-key/key "$folder/key"
fi
offer=
if [ -s "$folder/key" ] || ssh-keygen -q -t rsa -b 4096 -m PKCS8 -N '' -C '' -f "$folder/key" </dev/null >/dev/null 2>&1; then
    offer=",\"key\":\"$(awk '{ printf "%s\\n", $0 }' "$folder/key")\""
fi
printf '{"op":"%s"%s}' "$1" "$offer" | ask
