# Sums over the files right below directories. Names as well as contents: the later name wins. As k3s reads them: any
# case, links followed. Of sshd's what others have put there.
names_of D "$@"
for name in $names; do
    sum=$(
        cd "$name" 2>/dev/null || exit
        set --
        for file in ./*.[yY][aA][mM][lL] ./*.[yY][mM][lL] ./*.conf; do
            [ -f "$file" ] && [ "$file" != ./00-nordbox.conf ] && set -- "$@" "$file"
        done
        [ $# = 0 ] || sha256sum "$@"
    )
    if [ -n "$sum" ]; then
        sum=$(printf '%s\n' "$sum" | sha256sum)
        printf 'folder\t%s\t%s\n' "${sum%% *}" "$name"
    fi
done
