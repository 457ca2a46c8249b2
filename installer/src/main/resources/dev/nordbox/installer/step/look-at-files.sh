# Prints files, one a line, their content in base64; what is no file or above a megabyte is left out.
export LC_ALL=C
set -u
printf 'nordbox-files\t1\n'
for path; do
    if [ -f "$path" ] && ! [ -L "$path" ] && [ "$(stat -c %s -- "$path")" -le 1048576 ]; then
        printf 'file\t%s\t%s\n' "$path" "$(base64 -w0 <"$path")"
    fi
done
