# Lays data of a kit in its place: for each thing a line `KIND SIZE SUM MODE OWNER PATH` comes in, then SIZE bytes, and at
# last `end`. KIND is `files`, a tar of a volume; `directory`, an empty one; `output`, a file. Each appears under its name
# only when it is whole, has the sum that the kit says, and is on the disk.
# $1: the folder that volumes lie in, which may itself be a link; $2: the folder for files.
export LC_ALL=C PATH="/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"
set -eu
umask 077
root=$1
files=$2

fail() { # read on, so that the sender lives to hear why
    echo "$*" >&2
    cat >/dev/null
    exit 1
}
# What stands on the way to a path must be folders, not links to somewhere else.
place() { # place FOLDER PATH
    case "$2/" in "$1"/*) ;; *) fail "$2 is not below $1" ;; esac
    case "$2/" in *//* | */./* | */../*) fail "$2 is not a plain path" ;; esac
    above=$1
    rest=${2#"$1"/}
    while [ "${rest#*/}" != "$rest" ]; do
        above=$above/${rest%%/*}
        rest=${rest#*/}
        [ ! -L "$above" ] || fail "$2 lies behind a link"
        [ -d "$above" ] || mkdir -- "$above" || fail "$above cannot be made"
    done
}
unpack() {
    code=0
    tar --extract --file=- --numeric-owner --same-owner --preserve-permissions --acls --xattrs --xattrs-include='*' \
        --directory="$1" || code=$?
    cat >/dev/null
    return $code
}
mkdir -p -- "$root" "$files"
part=$root/.nordbox-part
sums=$(mktemp -d)
trap 'rm -rf --one-file-system -- "$sums" "$part" "$files/.part"' EXIT
trap 'exit 129' HUP INT TERM PIPE
mkfifo "$sums/pipe"

sum() { # sum: of what is written into the pipe
    sha256sum <"$sums/pipe" >"$sums/sum" &
}
check() { # check SUM PATH
    wait
    read -r got _ <"$sums/sum"
    [ "$got" = "$1" ] || fail "what arrived for $2 is not what the kit has"
}
while read -r kind size wanted mode owner path; do
    case $kind in
        directory | files)
            place "$root" "$path"
            rm -rf --one-file-system -- "$part"
            mkdir -- "$part"
            chown -- "$owner" "$part" && chmod -- "$mode" "$part" || fail "$path cannot have its owner and mode"
            if [ "$kind" = files ]; then
                sum
                head -c "$size" | tee "$sums/pipe" | unpack "$part" || fail "the files of $path cannot be written"
                check "$wanted" "$path"
            fi
            sync -f "$part"
            mv -T -- "$part" "$path" || fail "$path is there already"
            ;;
        output)
            place "$files" "$path"
            sum
            head -c "$size" | tee "$sums/pipe" >"$files/.part" || fail "$path cannot be written"
            check "$wanted" "$path"
            sync "$files/.part"
            mv -fT -- "$files/.part" "$path"
            ;;
        end)
            sync -f "$root"
            exit 0
            ;;
        *) fail "what comes in is not understood" ;;
    esac
done
fail "it ended before its end"
