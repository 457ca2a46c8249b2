# Takes away a package that came with us; what it brought along stays. $1: package
purge "$1"
