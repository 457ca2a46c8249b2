# Installs the distribution's headless Java runtime: the oldest that will do, which its security team keeps longest.
candidate() {
    for name in openjdk-17-jre-headless openjdk-21-jre-headless openjdk-25-jre-headless; do
        case $(apt-cache policy "$name" 2>/dev/null) in
            *'Candidate: (none)'* | '') ;;
            *) echo "$name" && return ;;
        esac
    done
    return 1
}
update || exit 1
package=$(candidate) || {
    echo 'no openjdk-17, -21 or -25-jre-headless among the packages of the mirror' >&2
    exit 1
}
install "$package" >&2
