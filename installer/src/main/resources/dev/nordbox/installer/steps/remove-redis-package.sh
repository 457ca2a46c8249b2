# Takes away the packages, $@, that install-redis-package brought, and what kept redis-server's unit down. Their purge deletes
# /var/lib/redis, /var/log/redis and /etc/redis: where somebody has used the package since, it stays, and why is said on
# standard output.
if [ "$(systemctl is-enabled redis-server.service 2>/dev/null)" != masked ]; then
    echo 'redis-server.service is not masked any more'
    exit 0
fi
if [ -n "$(ls -A /var/lib/redis 2>/dev/null)" ]; then
    echo '/var/lib/redis holds data'
else
    purge "$@" || exit 1
fi
systemctl unmask --quiet redis-server.service
