# Java runtimes.
for home in /opt/nordbox/jre /usr/lib/jvm/*; do
    if [ -x "$home/bin/java" ] && [ -r "$home/release" ] && ! [ -L "$home" ]; then
        while IFS='=' read -r key value; do
            [ "$key" = JAVA_VERSION ] && printf 'java\t%s\t%s\n' "$home/bin/java" "$value"
        done <"$home/release"
    fi
done
