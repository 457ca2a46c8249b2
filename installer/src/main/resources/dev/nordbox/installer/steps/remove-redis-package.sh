# Takes away the packages, $@, that install-redis-package brought, and what kept redis-server's unit down.
export LC_ALL=C DEBIAN_FRONTEND=noninteractive PATH="/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"
apt-get -q -y -o DPkg::Lock::Timeout=300 purge "$@" >/dev/null &&
    systemctl unmask --quiet redis-server.service
