# Users.
names_of P "$@"
while IFS=: read -r name _ uid gid _ home shell; do
    case "$names " in
        *" $name "*) printf 'user\t%s\t%s\t%s\t%s\t%s\n' "$name" "$uid" "$gid" "$home" "$shell" ;;
    esac
done </etc/passwd
