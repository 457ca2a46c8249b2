# Installs packages of the distribution.
export LC_ALL=C DEBIAN_FRONTEND=noninteractive PATH="/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"
set -eu
get() {
    apt-get -q -y -o DPkg::Lock::Timeout=900 -o Acquire::Retries=2 -o Acquire::http::Timeout=20 \
        -o Acquire::https::Timeout=20 "$@" >/dev/null
}
get update
get install --no-install-recommends "$@"
