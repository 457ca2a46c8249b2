# What steps have noted.
for path in "$state"/notes/*; do
    [ -f "$path" ] && read -r value <"$path" && printf 'note\t%s\t%s\n' "${path##*/}" "$value"
done
