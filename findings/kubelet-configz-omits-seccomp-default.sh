#!/usr/bin/env bash
# A kubelet of Kubernetes 1.36.3 that runs with --seccomp-default tells seccompDefault: false at /configz, where it is to show
# its current configuration. The flag is the only one of the kubelet's flags of its own that has the name of a field of the
# configuration: it sets a variable beside that object, the kubelet obeys either of the two, and /configz converts the
# object alone. Flags such as --rotate-certificates and --max-pods, which have fields as well, set the object and show.
# An audit that reads /configz calls a node open that gives every pod the RuntimeDefault profile.
#
# Run here: the kubelet's own flags, and the conversion that /configz is made with; no kubelet, no root. The build is one
# of 1460 Go packages, so the first run takes five minutes of a processor and more; the next takes seconds.
#
# Seen:
#   in force: true
#   shown: seccompDefault false, rotateCertificates true, maxPods 42
#   own flags that bear a field's name: seccomp-default
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"

kubernetes=v1.36.3
staging=v0.36.3
go mod init finding 2>go.log
module=$(go mod download -json "k8s.io/kubernetes@$kubernetes" | sed -n 's/^\t*"Dir": "\(.*\)",*$/\1/p')
[ -n "$module" ] || { echo "k8s.io/kubernetes $kubernetes could not be had" >&2; exit 2; }
# The module names its siblings by a path beside it; as modules of their own they bear the same minor and patch version.
mapfile -t siblings < <(sed -n "s|^\t*\(k8s.io/[a-z-]*\) => .*|-replace=\1=\1@$staging|p" "$module/go.mod")
go mod edit -require="k8s.io/kubernetes@$kubernetes" "${siblings[@]}"

cat >main.go <<'GO'
package main

import (
	"fmt"
	"reflect"
	"strings"

	"github.com/spf13/pflag"
	"k8s.io/kubelet/config/v1beta1"
	"k8s.io/kubernetes/cmd/kubelet/app/options"
	"k8s.io/kubernetes/pkg/kubelet/apis/config/scheme"
)

func check(err error) {
	if err != nil {
		panic(err)
	}
}

func main() {
	own := options.NewKubeletFlags()
	config, err := options.NewKubeletConfiguration()
	check(err)
	ownFlags := pflag.NewFlagSet("own", pflag.ContinueOnError)
	own.AddFlags(ownFlags)
	configFlags := pflag.NewFlagSet("config", pflag.ContinueOnError)
	options.AddKubeletConfigFlags(configFlags, config)
	check(ownFlags.Parse([]string{"--seccomp-default"}))
	check(configFlags.Parse([]string{"--rotate-certificates", "--max-pods=42"}))

	known, _, err := scheme.NewSchemeAndCodecs()
	check(err)
	var shown v1beta1.KubeletConfiguration
	check(known.Convert(config, &shown, nil))
	fmt.Println("in force:", own.SeccompDefault || config.SeccompDefault)
	fmt.Printf("shown: seccompDefault %t, rotateCertificates %t, maxPods %d\n",
		*shown.SeccompDefault, shown.RotateCertificates, shown.MaxPods)

	fields := map[string]bool{}
	for i, of := 0, reflect.TypeOf(shown); i < of.NumField(); i++ {
		name, _, _ := strings.Cut(of.Field(i).Tag.Get("json"), ",")
		fields[strings.ToLower(name)] = true
	}
	fmt.Print("own flags that bear a field's name:")
	ownFlags.VisitAll(func(flag *pflag.Flag) {
		if fields[strings.ReplaceAll(flag.Name, "-", "")] {
			fmt.Print(" ", flag.Name)
		}
	})
	fmt.Println()
}
GO
go mod tidy >>go.log 2>&1 && go build -o flags . >>go.log 2>&1 || { cat go.log >&2; exit 2; }
./flags 2>flags.log | tee seen || { cat flags.log >&2; exit 2; } # it also warns that flags are deprecated

cat >stated <<'STATED'
in force: true
shown: seccompDefault false, rotateCertificates true, maxPods 42
own flags that bear a field's name: seccomp-default
STATED
diff stated seen >&2 || { echo "changed: the flag and the shown configuration agree in another way" >&2; exit 1; }
echo "as stated: --seccomp-default is in force and is shown as false"
