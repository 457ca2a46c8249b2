"""The story of a k3s that is upgraded, and of one that fails and goes back."""
import re
import shutil

from .bed import Failed, converged, until
from .outage import watched

# A k3s that never comes up, whatever the binary can do.
FAILS = """
mkdir -p /etc/systemd/system/k3s.service.d
printf '[Service]\\nExecStartPre=/bin/sh -c "! /usr/local/bin/k3s --version | grep -qF {version}"\\n' \
    >/etc/systemd/system/k3s.service.d/fails.conf
systemctl daemon-reload
"""
HEALS = "rm -rf /etc/systemd/system/k3s.service.d && systemctl daemon-reload"
CANARIES = ("-n", "kube-system", "get", "events", "--field-selector", "reason=Started", "-o",
            "jsonpath={range .items[*]}{.involvedObject.name}{'\\n'}{end}")
RUNS = ("-n", "production", "get", "pods", "-o",
        "jsonpath={range .items[*]}{.metadata.uid} {.status.containerStatuses[*].restartCount}{'\\n'}{end}")


def k3s_is_upgraded(bed, tell):
    """Two hops: after the first all goes on as it did, the second fails and leaves all as it was."""
    there = version(bed)
    next_one, after_it = patched(bed, there, 1), patched(bed, there, 2)
    args = (*bed.to_host(), "--config", bed.config, "--k3s")
    with tell("a way back and a leap are refused, with the way"):
        bed.nordbox("upgrade", *args, "v1.30.1+k3s1", expect=10).says("is older")
        bed.nordbox("upgrade", *args, "v1.39.0+k3s1", expect=10).says("in hops")
    with tell("the plan of an upgrade prints and changes nothing"):
        bed.k3s = next_one.folder
        bed.nordbox("upgrade", *args, next_one.version, "--dry-run", "--detailed-exit-code", expect=13).says("snapshot")
        if version(bed) != there:
            raise Failed("the plan upgraded k3s")
    pods = bed.kubectl(*RUNS)
    with watched(bed.server) as restart:
        bed.server.ssh("sudo systemctl restart k3s")
        until("the API", lambda: bed.kubectl("get", "--raw", "/readyz", check=False) == "ok" or "silent", 400)
    with tell("upgrade takes k3s on, and the pods run through it"):
        with watched(bed.server) as outage:
            bed.nordbox("upgrade", *args, next_one.version)
        print(f"  the API was away for {outage.seconds:.1f} s = {outage.seconds / restart.seconds:.2f} x a bare restart of k3s"
              " (the goal is 1.2 at the most)", flush=True)
        if (now := version(bed)) != next_one.version:
            raise Failed(f"k3s is {now}")
        if (after := bed.kubectl(*RUNS)) != pods:
            raise Failed(f"pods were started anew: {pods} before, {after} after")
        started = {name for name in bed.kubectl(*CANARIES).split() if name.startswith("nordbox-canary-")}
        if len(started) != 2:
            raise Failed(f"each k3s was to start a new pod; started: {started}")
        no_canary(bed)
        until("converged", lambda: converged(bed), 240, every=5)
    with tell("upgrade again, and up: 0 changes"):
        bed.nordbox("upgrade", *args, next_one.version).changed_nothing()
        bed.up().changed_nothing()
    with tell("a k3s that does not start goes back by itself, with its datastore"):
        bed.kubectl("-n", "default", "create", "configmap", "before-the-upgrade")
        bed.server.ssh(FAILS.format(version=after_it.version))
        bed.k3s = after_it.folder
        bed.nordbox("upgrade", *args, after_it.version, expect=25).says(f"k3s is {next_one.version} again")
        bed.server.ssh(HEALS)
        bed.k3s = next_one.folder
        if (now := version(bed)) != next_one.version:
            raise Failed(f"k3s is {now}")
        if bed.kubectl("-n", "default", "get", "configmap", "before-the-upgrade", "-o", "name") != "configmap/before-the-upgrade":
            raise Failed("what was in the cluster before the upgrade is gone")
        if left := bed.server.ssh("ls -d /usr/local/bin/k3s.next /var/lib/nordbox-installer/upgrade "
                                  "/var/lib/nordbox-installer/notes/k3s-upgrade 2>/dev/null; true").strip():
            raise Failed(f"the way back left:\n{left}")
        no_canary(bed)
        until("converged", lambda: converged(bed), 240, every=5)
    with tell("and up finds nothing to do"):
        bed.up().changed_nothing()


def no_canary(bed):
    """The pods that prove a k3s are gone, whichever way it went."""
    if left := bed.kubectl("-n", "kube-system", "get", "jobs,pods", "-l", "nordbox.no/canary", "-o", "name"):
        raise Failed(f"a canary is left: {left}")


class Build:
    """A k3s in a folder of its own."""

    def __init__(self, folder, version):
        self.folder, self.version = folder, version


def version(bed):
    return re.search(r"k3s version (\S+)", bed.server.ssh("/usr/local/bin/k3s --version")).group(1)


def patched(bed, there, more):
    """The test build under a later patch number of as many digits: the same program, which says another version."""
    minor, patch, build = re.fullmatch(r"(v1\.\d+)\.(\d)(\+k3s\d)", there).groups()
    later = f"{minor}.{int(patch) + more}{build}"
    program = (bed.k3s / "k3s").read_bytes()
    if there.encode() not in program or len(later) != len(there):
        raise Failed(f"{bed.k3s} is no test build of {there}")
    folder = bed.home / f"k3s-{later}"
    folder.mkdir()
    (folder / "k3s").write_bytes(program.replace(there.encode(), later.encode()))
    (folder / "k3s").chmod(0o755)
    for images in bed.k3s.glob("k3s-airgap-images-*"):
        shutil.copy(images, folder)
    return Build(folder, later)
