# Takes away the Java runtime that install-java-package brought, $1. Where other packages have come to need it since, it stays,
# and why is said on standard output.
case $(dpkg-query --show --showformat='${db:Status-Status}' "$1" 2>/dev/null) in
    '' | not-installed) exit 0 ;;
esac
# Purg openjdk-17-jre-headless:amd64 [17.0.15+6-1]
would=$(apt-get --simulate purge "$1" </dev/null) || exit 1
others=$(printf '%s\n' "$would" | sed -n 's/^\(Purg\|Remv\) \([^ :]*\).*/\2/p' | grep -Fvx -e "$1" | sort -u)
if [ -n "$others" ]; then
    # shellcheck disable=SC2086
    echo "needed by" $others
    exit 0
fi
purge "$1"
