# Writes the controller's kubeconfig from the token that Kubernetes made for its account.
# $1: the file; $2 $3: namespace and name of the Secret; $4: the cluster's CA; $5: the note to leave.
# The token goes through builtins only: a program's arguments can be read by everybody.
export LC_ALL=C PATH="/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"
set -eu
umask 077
file=$1 namespace=$2 secret=$3 ca=$4 note=$5
export KUBECONFIG=/etc/rancher/k3s/k3s.yaml
answer= tries=0
while :; do
    answer=$(k3s kubectl --namespace="$namespace" get secret "$secret" \
        -o go-template='{{ .metadata.uid }} {{ with .data }}{{ index . "token" }}{{ end }}')
    token=${answer#* }
    [ -n "$token" ] && break
    tries=$((tries + 1))
    if [ "$tries" -ge 300 ]; then
        echo "Kubernetes made no token in Secret $namespace/$secret; is the controller manager well?" >&2
        exit 1
    fi
    sleep 1
done
uid=${answer%% *}
port=$(sed -n 's|^ *server: https://[^ ]*:\([0-9]*\)$|\1|p' "$KUBECONFIG" | head -n 1)
{
    cat <<HEAD
apiVersion: v1
kind: Config
current-context: nordbox-controller
clusters:
  - name: box
    cluster:
      server: https://127.0.0.1:${port:-6443}
      certificate-authority-data: $(base64 -w 0 "$ca")
contexts:
  - name: nordbox-controller
    context: {cluster: box, user: nordbox-controller}
users:
  - name: nordbox-controller
    user:
HEAD
    printf '      token: %s\n' "$(printf '%s' "$token" | base64 -d)"
} >"$file.new"
chown root:nordbox "$file.new"
chmod 0640 "$file.new"
sync -- "$file.new"
mv -fT -- "$file.new" "$file"
sum=$(sha256sum "$file") ca_sum=$(sha256sum "$ca")
printf '%s %s %s\n' "$uid" "${ca_sum%% *}" "${sum%% *}" >"/var/lib/nordbox-installer/notes/$note"
