# Lets the jar of the box answer a request for its sealing keys, which comes on standard input, as the user of the
# controller and with its access to the cluster. The Java is the one that the controller's unit names.
export LC_ALL=C PATH="/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"
set -eu
java=$(sed -n 's|^ExecStart=\([^ ]*\).*|\1|p' /etc/systemd/system/nordbox.service)
[ -x "$java" ] && [ -r /opt/nordbox/bootstrap.jar ] || { echo 'there is no controller on it' >&2; exit 1; }
cd /
exec runuser -u nordbox -- "$java" -jar /opt/nordbox/bootstrap.jar \
    secret on-box --kubeconfig /etc/nordbox/kubeconfig
