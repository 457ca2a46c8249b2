# Tells what the box knows of the last drill of it, and what it is known by: one `KEY=VALUE` a line, files in base64.
#
# Argument: where evidence is kept.
export LC_ALL=C PATH="/usr/bin:/bin"
set -u
file() { [ -f "$2" ] && printf '%s=%s\n' "$1" "$(base64 -w 0 <"$2")"; }

file record "$1/drill.json"
file signature "$1/drill.json.sig"
for key in /etc/ssh/ssh_host_*_key.pub; do
    [ -f "$key" ] && sed 's/^/host-key=/' "$key"
done
ca=/var/lib/rancher/k3s/server/tls/server-ca.crt
[ -f "$ca" ] && printf 'ca=%s\n' "$(sha256sum <"$ca" | cut -d ' ' -f 1)"
echo looked=yes
