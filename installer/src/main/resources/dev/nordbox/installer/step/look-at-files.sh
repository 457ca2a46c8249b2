# Prints files, one a line, their content in base64; what is no file or above a megabyte is left out. Below a directory that
# somebody else owns each is read as that user, who could have put a link to anything on the way.
export LC_ALL=C
set -u
printf 'nordbox-files\t1\n'
for file; do
    keeper_of "${file%/*}"
    if as test -f "$file" && ! as test -L "$file" && [ "$(as stat -c %s -- "$file")" -le 1048576 ]; then
        printf 'file\t%s\t%s\n' "$file" "$(as head -c 1048576 -- "$file" | base64 -w0)"
    fi
done
