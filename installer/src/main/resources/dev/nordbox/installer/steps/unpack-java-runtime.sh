# Unpacks a Java runtime and puts it in place of an earlier one, once it has proved to run. $1: archive; $2: directory.
set -eu
archive=$1
target=$2
rm -rf "$target.new"
mkdir -p "$target.new"
tar -xzf "$archive" -C "$target.new" --no-same-owner
java=$(find "$target.new" -path '*/bin/java' | head -n 1)
[ -n "$java" ]
home=${java%/bin/java}
chown -R root:root "$home"
chmod -R go-w,a+rX "$home"
"$java" -version >/dev/null
rm -rf "$target.old"
[ -e "$target" ] && mv "$target" "$target.old"
mkdir -p "${target%/*}"
mv "$home" "$target"
rm -rf "$target.new" "$target.old" "$archive"
