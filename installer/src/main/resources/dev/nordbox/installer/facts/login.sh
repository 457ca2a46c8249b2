# The login. sudo and doas take SSH_CONNECTION out of the environment, a process above still has it. Not
# sshd's own: it may have been started from somebody's session.
uid=
while read -r key value _; do
    [ "$key" = Uid: ] && uid=$value && break
done </proc/self/status
user=${SUDO_USER:-${DOAS_USER:-${LOGNAME:-}}}
if [ -z "$user" ]; then
    [ "$uid" = 0 ] && user=root || user=$(id -un)
fi
ssh=${SSH_CONNECTION:-}
pid=$PPID
while [ -z "$ssh" ] && [ "${pid:-1}" -gt 1 ]; do
    name=
    read -r name <"/proc/$pid/comm"
    case $name in sshd* | dropbear* | '') break ;; esac
    ssh=$(tr '\000' '\n' 2>/dev/null <"/proc/$pid/environ" | sed -n 's/^SSH_CONNECTION=//p')
    parent=
    while read -r key value _; do
        [ "$key" = PPid: ] && parent=$value && break
    done <"/proc/$pid/status"
    pid=$parent
done
printf 'login\t%s\t%s\t%s\n' "$user" "$uid" "$ssh"
