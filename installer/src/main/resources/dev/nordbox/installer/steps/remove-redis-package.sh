# Takes away the redis-server that install-redis-package brought, and what kept its unit down.
export LC_ALL=C DEBIAN_FRONTEND=noninteractive PATH="/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"
apt-get -q -y -o DPkg::Lock::Timeout=300 purge redis-server redis-tools >/dev/null &&
    systemctl unmask --quiet redis-server.service
