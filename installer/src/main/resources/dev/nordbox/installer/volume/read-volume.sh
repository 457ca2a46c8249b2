# Prints the files of one volume as a tar: owners in numbers, holes as holes, links as links, with extended attributes
# and ACLs. Ends in 1 when some changed while they were read, which the reader tells; in 2 when not all could be read.
# $1: the folder that volumes lie in, which may itself be a link; $2: the volume's path.
export LC_ALL=C PATH="/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"
set -u
real=$(cd -P -- "$1" && pwd -P) && cd -P -- "$2" || exit 2
if [ "$(pwd -P)" != "$real${2#"$1"}" ]; then
    echo "$2 lies behind a link, which is not followed" >&2
    exit 2
fi
# No access and change times: nobody can set the latter, and both would fill a header for every file.
exec tar --create --file=- --format=posix --pax-option=delete=atime,delete=ctime --numeric-owner --sparse --acls \
    --xattrs --xattrs-include='*' --one-file-system --no-check-device --warning=no-file-ignored --directory=. .
