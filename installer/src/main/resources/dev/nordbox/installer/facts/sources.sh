# Whom the host asks for names, time and packages, as its files say.
(
    set --
    for path in /etc/resolv.conf /run/systemd/resolve/resolv.conf /etc/hosts \
        /etc/systemd/timesyncd.conf /etc/systemd/timesyncd.conf.d/*.conf /run/systemd/timesyncd.conf.d/*.conf \
        /usr/lib/systemd/timesyncd.conf.d/*.conf /etc/chrony/chrony.conf /etc/chrony/sources.d/*.sources /etc/apt/apt.conf \
        /etc/apt/apt.conf.d/* /etc/apt/sources.list /etc/apt/sources.list.d/* /etc/apt/mirrors/*; do
        [ -f "$path" ] && [ -r "$path" ] && set -- "$@" "$path"
    done
    [ $# = 0 ] || awk '
        function tell(kind, what) { if (what != "") print "source\t" kind "\t" what }
        function words(kind, from, i) { for (i = from; i <= NF && $i !~ /^#/; i++) tell(kind, $i) }
        function close_stanza(i) { if (!off) for (i = 1; i <= held; i++) tell("packages", uri[i]); held = off = inside = 0 }
        FNR == 1 { close_stanza() }
        FILENAME ~ /resolv\.conf$/ { if ($1 == "nameserver") { sub(/%.*/, "", $2); tell("dns", $2) } next }
        FILENAME ~ /\/etc\/hosts$/ { if ($1 !~ /^#/) words("name", 2); next }
        # What is built in stands there as a comment.
        FILENAME ~ /timesyncd/ { if (sub(/^#?(Fallback)?NTP=/, "")) words("time", 1); next }
        FILENAME ~ /chrony/ { if ($1 ~ /^(server|pool|peer)$/) tell("time", $2); next }
        # Through a proxy no mirror is asked by the host itself.
        FILENAME ~ /apt\.conf/ { if ($0 ~ /^[^#\/]*[Pp]roxy.*"[a-z]+:\/\//) { sub(/^[^"]*"/, ""); sub(/".*/, ""); print "source\tpackages\tproxy " $0 } next }
        FILENAME ~ /\/apt\/mirrors\// { if ($1 ~ /^[a-z]+:/) tell("packages", $1); next }
        FILENAME ~ /\.sources$/ {
            if (NF == 0) { close_stanza(); next }
            if ($0 ~ /^[^[:space:]#]/) inside = ($1 == "URIs:")
            if (inside) for (i = 1; i <= NF; i++) if ($i ~ /^[a-z+]+:/) uri[++held] = $i
            if (tolower($0) ~ /^enabled:[[:space:]]*(no|false|0)/) off = 1
            next
        }
        FILENAME ~ /\.list$/ && $1 == "deb" { for (i = 2; i <= NF; i++) if ($i ~ /^[a-z+]+:/) { tell("packages", $i); break } }
        END { close_stanza() }
    ' "$@" 2>/dev/null
)
