# Prints the note of dumps that came back, `note TEXT`; which of their files are still there, `there PATH`; which of them a
# command reads right now, `lives PATH`; and how such commands ended, `ended CODE MILLIS PATH`.
# $1: the note; $2: the folder that the files lie below.
set -u
[ ! -f "$1" ] || { read -r text <"$1" && printf 'note %s\n' "$text"; }
[ -d "$2" ] || exit 0
find "$2" -xdev -type f -printf 'there %p\n'
# The command has the lock until its end is written: who is not at work any more has left all that there will be.
find "$2" -xdev -type f ! -name '*.end' ! -name '*.end.new' ! -name '*.log' -exec sh -c '
    for dump; do
        if (exec 9<"$dump" && ! flock -sn 9) 2>/dev/null; then printf "lives %s\n" "$dump"; fi
    done' sh {} +
find "$2" -xdev -type f -name '*.end' -exec sh -c '
    for end; do
        { read -r _ code && read -r _ millis; } <"$end" && printf "ended %s %s %s\n" "$code" "$millis" "${end%.end}"
    done' sh {} +
