# Takes away a package that came with us; what it brought along stays. $1: package
export LC_ALL=C DEBIAN_FRONTEND=noninteractive PATH="/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"
apt-get -q -y -o DPkg::Lock::Timeout=300 purge "$1" >/dev/null
