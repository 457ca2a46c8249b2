# Places that our audit rules name and that the kernel does not watch.
unwatched | while IFS= read -r place; do printf 'unwatched\t%s\n' "$place"; done
