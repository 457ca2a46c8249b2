# Units of systemd.
names_of U "$@"
if [ -n "$names" ]; then
    printf 'begin\tunits\n'
    # shellcheck disable=SC2086
    systemctl show --timestamp=us+utc \
        --property=LoadState,ActiveState,UnitFileState,NeedDaemonReload,InvocationID,ExecMainStartTimestamp,DropInPaths \
        -- $names 2>/dev/null
    printf 'end\tunits\n'
fi
