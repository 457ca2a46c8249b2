# The operating system.
id= version= pretty=
if [ -r /etc/os-release ]; then
    while IFS='=' read -r key value; do
        value=${value#[\"\']}
        value=${value%[\"\']}
        case $key in
            ID) id=$value ;;
            VERSION_ID) version=$value ;;
            PRETTY_NAME) pretty=$value ;;
        esac
    done </etc/os-release
fi
read -r kernel </proc/sys/kernel/osrelease
printf 'os\t%s\t%s\t%s\t%s\n' "$id" "$version" "$pretty" "$kernel"
