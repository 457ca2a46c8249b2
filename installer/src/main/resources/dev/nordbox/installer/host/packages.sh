# Goes before scripts that install packages of the distribution: apt-get, told to wait for whoever is at it.
export LC_ALL=C DEBIAN_FRONTEND=noninteractive PATH="/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"
set -u
get() {
    apt-get -q -y -o DPkg::Lock::Timeout=900 -o Acquire::Retries=2 -o Acquire::http::Timeout=20 \
        -o Acquire::https::Timeout=20 "$@"
}
install() { get install --no-install-recommends "$@" 2>&1 >/dev/null; }
# DPkg::Lock::Timeout does not reach the lock of the lists, which apt-daily holds when a server has just booted.
update() {
    # Whoever has it works: an upgrade on a small machine takes its minutes.
    tries=181
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
