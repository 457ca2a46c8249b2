# Unpacks a Java runtime and puts it in place of an earlier one, once it has proved to run.
# $1: archive; $2: directory; $3: the oldest feature release that will do.
set -eu
archive=$1
target=$2
trap 'rm -rf "$target.new" "$archive"' EXIT
rm -rf "$target.new"
mkdir -p "$target.new"
tar -xzf "$archive" -C "$target.new" --no-same-owner
java=$(find "$target.new" -path '*/bin/java' | head -n 1)
[ -n "$java" ]
home=${java%/bin/java}
chown -R root:root "$home"
chmod -R go-w,a+rX "$home"
# As the survey reads it: 17.0.13 is 17, 1.8.0_412 is 8.
release=$(sed -n 's/^JAVA_VERSION="\{0,1\}\(1\.\)\{0,1\}\([0-9]*\).*/\2/p' "$home/release" 2>/dev/null) || :
if [ "${release:-0}" -lt "$3" ]; then
    echo "it is Java ${release:-of an unknown release}; the controller needs $3 or newer" >&2
    exit 1
fi
"$java" -version >/dev/null
# Thousands of files: the whole file system at once.
sync -f -- "$home"
rm -rf "$target.old"
[ -e "$target" ] && mv "$target" "$target.old"
mkdir -p "${target%/*}"
mv "$home" "$target"
rm -rf "$target.old"
