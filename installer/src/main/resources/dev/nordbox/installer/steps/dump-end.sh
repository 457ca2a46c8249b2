# Prints how the command ended that was begun with a dump, `exit CODE` and `millis N`; `lives` while it has not; nothing where
# nobody knows. $1: the dump.
set -u
# The command has the lock until its end is written, and whatever of it outlives the connection has it, too.
if (exec 9<"$1" && ! flock -sn 9) 2>/dev/null; then
    echo lives
elif [ -f "$1.end" ]; then
    cat -- "$1.end"
fi
