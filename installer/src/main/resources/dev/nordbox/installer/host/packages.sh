# Goes before scripts that install packages of the distribution, or take them away: apt-get, told to wait for whoever is at it.
export LC_ALL=C DEBIAN_FRONTEND=noninteractive PATH="/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"
set -u
# The proxy that a box goes through, else that of the whole host: sudo does not hand it on, and apt knows it in small letters
# alone. In variables, which no list of processes shows.
for said in /etc/nordbox/proxy.env /etc/environment; do
    [ -r "$said" ] || continue
    while IFS='=' read -r key value; do
        value=${value#[\"\']}
        value=${value%[\"\']}
        case ${key#export } in
            http_proxy | HTTP_PROXY) export "http_proxy=${http_proxy:-$value}" ;;
            https_proxy | HTTPS_PROXY) export "https_proxy=${https_proxy:-$value}" ;;
            no_proxy | NO_PROXY) export "no_proxy=${no_proxy:-$value}" ;;
        esac
    done <"$said"
done
# In seconds: how long a mirror may be silent, and whoever has a lock may work: an upgrade on a small machine takes its minutes.
silence=20 retries=2 lock=900 limit=
# For what a host does without as well: a mirror that is there answers at once, and is given a minute each time.
be_brief() {
    silence=5 retries=0 lock=40 limit='timeout 60'
    export RES_OPTIONS='timeout:3 attempts:2'
}
get() {
    # shellcheck disable=SC2086
    $limit apt-get -q -y -o DPkg::Lock::Timeout=$lock -o Acquire::Retries=$retries -o Acquire::http::Timeout=$silence \
        -o Acquire::https::Timeout=$silence "$@" </dev/null
}
install() { get install --no-install-recommends "$@" 2>&1 >/dev/null; }
# Whoever is at it is not waited for as long as for what shall come.
purge() {
    lock=300
    get purge "$@" >/dev/null
}
# DPkg::Lock::Timeout does not reach the lock of the lists, which apt-daily holds when a server has just booted.
update() {
    tries=$((lock / 5 + 1))
    until said=$(get -o APT::Update::Error-Mode=any update 2>&1 >/dev/null); do
        tries=$((tries - 1))
        case $said in
            *'Could not get lock'*/lists/lock*)
                [ $tries -gt 0 ] && sleep 5 && continue
                # Of apt's two lines the one that names who holds it.
                said=$(printf '%s\n' "$said" | grep lists/lock)
                ;;
        esac
        printf '%s\n' "$said" >&2
        return 1
    done
}
