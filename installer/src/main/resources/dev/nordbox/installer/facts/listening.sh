# Who listens.
printf 'begin\tlistening\n'
ss -H -lntup 2>/dev/null
printf 'end\tlistening\n'
# k3s' processes, also those in groups that it made below its own.
for group in /sys/fs/cgroup/system.slice/k3s.service/cgroup.procs \
    /sys/fs/cgroup/system.slice/k3s.service/*/cgroup.procs; do
    if [ -r "$group" ]; then
        while read -r pid; do
            printf 'k3s-pid\t%s\n' "$pid"
        done <"$group" 2>/dev/null
    fi
done
