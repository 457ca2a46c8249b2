# Prints the note of dumps that came back, `note TEXT`, and which of their files are still there, `there PATH`.
# $1: the note; $2: the folder that the files lie below.
set -u
[ ! -f "$1" ] || { read -r text <"$1" && printf 'note %s\n' "$text"; }
[ ! -d "$2" ] || find "$2" -xdev -type f -printf 'there %p\n'
