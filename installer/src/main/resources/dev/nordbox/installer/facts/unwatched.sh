# Of the places that our audit rules name, those that are there and that the kernel does not watch: one a line. None where
# nobody knows, or where the rules are locked until the next boot, which reads them.
unwatched() {
    rules=/etc/audit/rules.d/zz-nordbox.rules
    [ -r "$rules" ] && command -v auditctl >/dev/null || return 0
    case $(auditctl -s 2>/dev/null) in *'enabled 2'* | '') return 0 ;; esac
    in_force=$(auditctl -l 2>/dev/null) || return 0
    while read -r flag place _; do
        [ "$flag" = -w ] && [ -e "$place" ] || continue
        case "$in_force
" in *"-w $place "* | *"path=$place "* | *"dir=$place "* | *"path=$place
"* | *"dir=$place
"*) ;; *) printf '%s\n' "$place" ;; esac
    done <"$rules"
}
