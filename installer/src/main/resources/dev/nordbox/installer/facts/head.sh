# Tells what the installer needs to know of a host: one fact a line, the key first, fields between tabs. This goes before
# the pieces, one for each kind of facts, which share nothing but what is set here and change none of it.
# Starting a process is dear on small and emulated machines, hence /proc, builtins, and one stat and one
# sha256sum over all paths. It changes nothing, but for the stamps of large files it had to hash, and those
# only when told to (first argument) and when the installer's own directory is there.
#
# Arguments: remember|forget, thorough|around|steps: whether to look for what preflight decides on as well, then what to look at: F:file D:folder A:artifact U:unit S:sysctl/path M:module P:user
export LC_ALL=C PATH="/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"
set -u
state=/var/lib/nordbox-installer
remember=$1 scope=$2
shift 2
# Those that are to be looked at, of a kind, in $names: words, since the installer refuses to ask for what holds blanks.
names_of() { # names_of KIND "$@"
    kind=$1 names=
    shift
    for item; do
        case $item in "$kind":*) names="$names ${item#?:}" ;; esac
    done
}
printf 'nordbox-facts\t1\n'
