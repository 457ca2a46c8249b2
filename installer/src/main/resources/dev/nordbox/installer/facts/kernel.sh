# Kernel modules that are loaded or built in, and parameters.
names_of M "$@"
for name in $names; do
    [ -d "/sys/module/$name" ] && printf 'module\t%s\n' "$name"
done
names_of S "$@"
# Not with the builtin read: it reads byte by byte, and after the first one the kernel says that is all.
if [ -n "$names" ]; then
    printf 'begin\tsysctls\n'
    # shellcheck disable=SC2086
    (cd /proc/sys && grep -sH '' $names)
    printf 'end\tsysctls\n'
fi
