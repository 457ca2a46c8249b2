# What stands at paths.
names_of A "$@"
large=$names artifacts=
for name in $large; do
    [ -f "$name" ] && ! [ -L "$name" ] && artifacts="$artifacts $name"
done
names_of F "$@"
hashed=
for name in $names; do
    [ -f "$name" ] && ! [ -L "$name" ] && hashed="$hashed $name"
done
files=$names$large
# shellcheck disable=SC2086
[ -n "$files" ] && stat --printf 'file\t%a\t%U:%G\t%s\t%F\t%.6Z\t%n\t%N\n' $files 2>/dev/null

# Sums; those of large files come from the last time if nothing of their stat has changed since
keep=
if [ -n "$artifacts" ]; then
    # shellcheck disable=SC2086
    stamps=$(stat --printf '%s:%Y:%Z:%i %n\n' $artifacts)
    while read -r stamp path; do
        known=
        if [ -r "$state/verified" ]; then
            while read -r at sum of; do
                [ "$at $of" = "$stamp $path" ] && known=$sum && break
            done <"$state/verified"
        fi
        if [ -n "$known" ]; then
            printf 'sum\t%s\t%s\n' "$known" "$path"
            keep="$keep$stamp $known $path
"
        else
            hashed="$hashed $path"
        fi
    done <<LIST
$stamps
LIST
fi
if [ -n "$hashed" ]; then
    # shellcheck disable=SC2086
    sums=$(sha256sum $hashed 2>/dev/null)
    changed=
    while read -r sum path; do
        printf 'sum\t%s\t%s\n' "$sum" "$path"
        case " $artifacts " in
            *" $path "*)
                while read -r stamp of; do
                    if [ "$of" = "$path" ]; then
                        changed=yes keep="$keep$stamp $sum $path
"
                    fi
                done <<LIST
$stamps
LIST
                ;;
        esac
    done <<LIST
$sums
LIST
    if [ "$remember" = remember ] && [ -n "$changed" ] && [ -d "$state" ] && [ -w "$state" ]; then
        umask 077
        printf '%s' "$keep" >"$state/verified.new" && mv "$state/verified.new" "$state/verified"
    fi
fi
