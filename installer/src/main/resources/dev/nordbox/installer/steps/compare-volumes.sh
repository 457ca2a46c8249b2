# Holds what lies in the place of a kit's volumes against what comes in, as lay-volumes.sh reads it: for each thing a line
# `KIND SIZE SUM MODE OWNER PATH`, then SIZE bytes, and at last `end`. Prints `differs PATH` for what is not there or is
# something else, and changes nothing. What differs in a folder goes to the log, by the names of its files alone.
# $1: the folder that volumes lie in; $2: the folder for files.
export LC_ALL=C PATH="/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"
set -u

differs() { printf 'differs %s\n' "$1"; }
same_files() { # same_files SIZE PATH: tar reads on to its end, so that the next line is a line
    head -c "$1" | {
        [ -d "$2" ] && tar --compare --file=- --numeric-owner --directory="$2" >&2
        code=$?
        cat >/dev/null
        exit $code
    }
}
same_file() { # same_file SIZE PATH
    head -c "$1" | {
        cmp -s - "$2"
        code=$?
        cat >/dev/null
        exit $code
    }
}
while read -r kind size _ _ _ path; do
    case $kind in
        directory) [ -d "$path" ] && [ -z "$(ls -A "$path")" ] || differs "$path" ;;
        files) same_files "$size" "$path" || differs "$path" ;;
        output) same_file "$size" "$path" || differs "$path" ;;
        end) exit 0 ;;
        *)
            echo "what comes in is not understood" >&2
            cat >/dev/null
            exit 1
            ;;
    esac
done
echo "it ended before its end" >&2
exit 1
