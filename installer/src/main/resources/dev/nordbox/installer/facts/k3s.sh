# Where people have said on the host itself which proxy k3s goes through; never which.
for path in /etc/default/k3s /etc/sysconfig/k3s /etc/systemd/system/k3s.service.env; do
    [ -r "$path" ] || continue
    while IFS='=' read -r key _ || [ -n "$key" ]; do
        case $key in *'#'* | *';'*) continue ;; esac
        case ${key##*[[:space:]]} in
            HTTP_PROXY | HTTPS_PROXY | NO_PROXY | http_proxy | https_proxy | no_proxy | CONTAINERD_*_[pP][rR][oO][xX][yY])
                printf 'k3s-proxy\t%s\n' "$path"
                break
                ;;
        esac
    done <"$path"
done
# A unit's variables stand several to a line, with quotes around each or none, and a line may go on in the next.
for path in /etc/systemd/system/k3s.service.d/*.conf; do
    [ -r "$path" ] || continue
    while read -r line || [ -n "$line" ]; do
        case $line in '#'* | ';'*) continue ;; esac
        case " $line" in
            *[=[:space:]\"\'][hH][tT][tT][pP]_[pP][rR][oO][xX][yY]=* | \
                *[=[:space:]\"\'][hH][tT][tT][pP][sS]_[pP][rR][oO][xX][yY]=* | \
                *[=[:space:]\"\'][nN][oO]_[pP][rR][oO][xX][yY]=* | \
                *[=[:space:]\"\']CONTAINERD_*_[pP][rR][oO][xX][yY]=*)
                printf 'k3s-proxy\t%s\n' "$path"
                break
                ;;
        esac
    done <"$path"
done
