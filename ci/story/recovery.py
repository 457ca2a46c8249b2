"""The stories of a box that is lost: kits, and what comes back from them."""
import base64
import re
import subprocess
from datetime import datetime, timedelta, timezone

from .bed import STORE, Failed, converged, leftovers, until
from .store import ObjectStore
from .volume import FOLDER, ROWS, keep_a_ledger, ledger


def kits_make_themselves(bed, tell):
    key = bed.home / "timer.key"
    recipient = subprocess.run(["age-keygen", "-o", key], check=True, text=True, stderr=subprocess.PIPE).stderr.split()[-1]
    with bed.config.open("a") as config:
        config.write(f"backup:\n  recipients: [{recipient}]\n  target: {{directory: /srv/kits}}\n  keep: {{last: 1, daily: 0, "
                     "weekly: 0, monthly: 0}\n")
    with tell("up installs the timer that makes kits, once"):
        bed.up()
        if bed.server.ssh("systemctl is-active nordbox-backup.timer").strip() != "active":
            raise Failed("the timer does not run")
        bed.up().changed_nothing()
    with tell("the box makes a kit, the stock age reads it, and older ones go"):
        bed.nordbox("kit", "make", *bed.to_host(), "--config", bed.config)
        bed.nordbox("kit", "make", *bed.to_host(), "--config", bed.config)
        names = bed.nordbox("kit", "list", *bed.to_host(), "--config", bed.config).out.split()[-1:]
        kits = bed.server.ssh("sudo ls /srv/kits").split()
        if kits != names:
            raise Failed(f"kept: {kits}, told: {names}")
        sealed = bed.home / "timer.kit"
        sealed.write_bytes(base64.b64decode(bed.server.ssh(f"sudo base64 /srv/kits/{kits[0]}")))
        bed.nordbox("kit", "verify", sealed, "--identity", key).says("all as the manifest says", bed.name)
        subprocess.run(f"age -d -i {key} {sealed} | tar t", shell=True, check=True, stdout=subprocess.DEVNULL)
        bed.nordbox("status", *bed.to_host(), "--config", bed.config).says("last kit:", "/srv/kits")
    with tell("a sealing key that is new makes a kit, and the kit lists it"):
        bed.server.ssh("sudo mkdir -p /etc/systemd/system/nordbox-backup-renewal.timer.d && "
                       "printf '[Timer]\\nOnActiveSec=\\nOnActiveSec=10s\\n' | "
                       "sudo tee /etc/systemd/system/nordbox-backup-renewal.timer.d/brief.conf >/dev/null && "
                       "sudo systemctl daemon-reload")
        make_a_sealing_key(bed)
        until("another kit", lambda: is_idle(bed) is True and bed.server.ssh("sudo ls /srv/kits").split() not in (kits, []), 240,
              every=5)
        bed.server.ssh("sudo rm -r /etc/systemd/system/nordbox-backup-renewal.timer.d && sudo systemctl daemon-reload")
        newest = bed.server.ssh("sudo ls /srv/kits").split()
        sealed.write_bytes(base64.b64decode(bed.server.ssh(f"sudo base64 /srv/kits/{newest[0]}")))
        shown = bed.nordbox("kit", "show", sealed, "--identity", key).out
        if shown.count("sealing key SHA256:") != 2:
            raise Failed(f"not both sealing keys are listed:\n{shown}")
        status = bed.nordbox("status", *bed.to_host(), "--config", bed.config)
        if "without sealing key" in status.out + status.err:
            raise Failed(f"the kit of the new key is not known to have it:\n{status.out}")
    settings = bed.config.read_text()
    with ObjectStore(bed.home / "store", bed.store_port) as store:
        to_the_bucket = settings.replace("{directory: /srv/kits}", store.target())
        bed.config.write_text(to_the_bucket)
        with tell("a store that the profile does not list is refused, with what to list"):
            bed.up(expect=10).says("is no endpoint of profile", "cidrs:")
        bed.config.write_text(to_the_bucket.replace("  egress:\n", "  egress:\n" + endpoint("kits", STORE)))
        with tell("up turns the box to a bucket, once, and the kit that it makes is there and whole"):
            bed.up()
            bed.up().changed_nothing()
            bed.nordbox("kit", "make", *bed.to_host(), "--config", bed.config)
            bed.nordbox("status", *bed.to_host(), "--config", bed.config).says("s3://kits/boxes/story at https://")
            if len(store.kits()) != 1:
                raise Failed(f"in the bucket: {store.kits()}")
            bed.nordbox("kit", "verify", store.kits()[0], "--identity", key).says("all as the manifest says", bed.name)
        with tell("who has taken the box over is heeded: no kit is made, the controller holds, and status says so"):
            kit = store.kits()[0]
            soon = datetime.now(timezone.utc) + timedelta(hours=1)
            successor = re.sub(r"-\d{8}T\d{6}Z-.*", f"-{soon:%Y%m%dT%H%M%SZ}-ffffffff.taken", kit.name)
            kit.with_name(successor).write_text('{"host": "root@198.51.100.5"}')
            bed.nordbox("kit", "make", *bed.to_host(), "--config", bed.config, expect=16).says("has taken this box over")
            bed.nordbox("status", *bed.to_host(), "--config", bed.config, expect=19).says(
                "root@198.51.100.5 has taken this box over")
            until("the controller holds", lambda: "follows this repository here, root@198.51.100.5" in bed.nordbox(
                "status", *bed.to_host(), "-o", "json", expect=(19, 20)).out, 120)
            bed.up(expect=20).says("kit claim")
        with tell("who claims it goes on"):
            bed.nordbox("kit", "claim", *bed.to_host(), "--config", bed.config).says("goes on as")
            bed.nordbox("kit", "make", *bed.to_host(), "--config", bed.config)
            until("converged", lambda: converged(bed), 240, every=5)
        with tell("the secret key is in root's file and nowhere else"):
            places = "/etc /run/systemd /var/log /var/lib/nordbox /var/lib/nordbox-installer /var/lib/nordbox-backup"
            # Not as an argument: sudo writes those into the journal.
            found = bed.server.ssh(f"printf %s {store.SECRET} | sudo grep -rlsF -f - {places}; true").split()
            if found != ["/var/lib/nordbox-backup/s3-credentials"]:
                raise Failed(f"the secret key stands in {found}")
    with tell("a store that is away fails the kit and status, with what helps"):
        bed.nordbox("kit", "make", *bed.to_host(), "--config", bed.config, expect=16).says(STORE)
        bed.nordbox("status", *bed.to_host(), "--config", bed.config, expect=19).says(STORE)
    bed.config.write_text(settings)
    with tell("up turns it back, and the credentials go"):
        bed.up()
        bed.up().changed_nothing()
        files = "/var/lib/nordbox-backup/s3-credentials /etc/nordbox/backup-ca.pem"
        if left := bed.server.ssh(f"sudo ls {files} 2>/dev/null; true"):
            raise Failed(f"left on the box: {left}")
        bed.nordbox("kit", "make", *bed.to_host(), "--config", bed.config)


def endpoint(name, place):
    """An entry of `profile.egress`."""
    address, port = place.split(":")
    return (f"    - {{name: {name}, host: {address}, cidrs: [{address}/32], ports: [{port}/tcp], purpose: {name}, "
            "owner: Example AS, country: NO}\n")


def make_a_sealing_key(bed):
    """As somebody who brings one; the controller hears of it as of a renewed one."""
    pem, certificate = bed.home / "sealing.key", bed.home / "sealing.pem"
    subprocess.run(["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "300", "-subj", "/CN=sealing",
                    "-keyout", pem, "-out", certificate], check=True, stderr=subprocess.DEVNULL)
    bed.kubectl("-n", "kube-system", "create", "secret", "tls", "sealed-secrets-key-story", f"--cert={certificate}",
                f"--key={pem}")
    bed.kubectl("-n", "kube-system", "label", "secret", "sealed-secrets-key-story",
                "sealedsecrets.bitnami.com/sealed-secrets-key=active")


def is_idle(bed):
    """No kit is being made, or about to be."""
    states = bed.server.ssh("systemctl show -P ActiveState nordbox-backup.service nordbox-backup-renewal.timer").split()
    return states == ["inactive", "inactive"] or states


def a_drill_is_run(bed, tell):
    """The kit is rehearsed on a server that nobody will miss, and the box hears of it."""
    kit, key, result = bed.home / "drill.kit", bed.home / "drill.key", bed.home / "drill.json"
    with tell("a kit is saved with a secret of Git in it"):
        seal_in_git(bed, "rehearsed", "nordbox-canary-value")
        save_kit(bed, kit, key)
    drill = ("--kit", kit, "--kit-identity", key, "--sign-with", bed.server.key, "--out", result)
    with tell("the box' own host is refused, and stays"):
        bed.nordbox("drill", *bed.to_host(), *drill, expect=12).says("there is a box on this host")
    with bed.another_server("scratch") as scratch:
        with tell("a box does not come back beside its own host, which runs"):
            bed.nordbox("up", "--host", f"{bed.user}@127.0.0.1:{scratch.port}", "--host-key", scratch.fingerprint, "--identity",
                        scratch.key, "--restore", kit, "--kit-identity", key, expect=12).says("still answers", bed.host)
            if left := leftovers(scratch):
                raise Failed(f"a refused restore left:\n{left}")
        laptop = what_the_laptop_knows(bed)
        with tell("the drill restores the kit elsewhere, proves it and says how long it took"):
            bed.nordbox("drill", "--host", f"{bed.user}@127.0.0.1:{scratch.port}", "--host-key", scratch.fingerprint,
                        "--identity", scratch.key, *drill).says("with the UIDs of the kit", "RTO", "RPO")
        with tell("nothing of it is left, there or here"):
            if left := leftovers(scratch):
                raise Failed(f"the drill left:\n{left}")
            if (now := what_the_laptop_knows(bed)) != laptop:
                raise Failed(f"the drill changed what the laptop knows: {laptop} before, {now} after")
    with tell("verify takes the result to the box, and a box that was rehearsed passes ENC-04"):
        bed.nordbox("verify", *bed.to_host(), "--config", bed.config, "--profile", "nordic/no", "--sign-with", bed.server.key,
                    "--drill", result, expect=(0, 30)).says("ENC-04   pass", "RTO")


def it_can_be_lost(bed, tell):
    """The server is lost with its disk; a kit and a fresh server are what is left."""
    kit, key = bed.home / "box.kit", bed.home / "kit.key"
    with tell("a secret in Git is unsealed"):
        seal_in_git(bed, "canary", "nordbox-canary-value")
    with tell("a workload has data of its own"):
        node = bed.server.ssh("uname -n").strip()
        keep_a_ledger(bed, node)
    before = uids(bed)
    with tell("the kit is saved, and the stock age reads it"):
        save_kit(bed, kit, key)
        bed.nordbox("kit", "verify", kit, "--identity", key).says("all as the manifest says", bed.name)
        bed.nordbox("kit", "show", kit, "--identity", key).says(bed.git.url, bed.git.head(), "k3s/etcd-snapshot", "nordbox.yaml")
        unpacked = subprocess.run(f"age -d -i {key} {kit} | tar xO k3s/token", shell=True, check=True, text=True,
                                  stdout=subprocess.PIPE).stdout
        nothing_is_in_the_clear(bed, unpacked)
    bed.lose_the_server()
    with tell("a kit for another key, a cut one and a changed one are refused before the server is touched"):
        stranger = bed.home / "stranger.key"
        subprocess.run(["age-keygen", "-o", stranger], check=True, stderr=subprocess.DEVNULL)
        whole = kit.read_bytes()
        bad = bed.home / "bad.kit"
        for damaged, identity in ((whole, stranger), (whole[:-70000], key), (whole[:9000] + b"x" + whole[9001:], key)):
            bad.write_bytes(damaged)
            bed.nordbox("up", *bed.to_host(), "--restore", bad, "--kit-identity", identity, expect=18)
        if left := bed.server.ssh("ls -d /etc/rancher /var/lib/nordbox-installer 2>/dev/null; true"):
            raise Failed(f"a refused kit left {left} on the host")
    restore = ("--restore", kit, "--kit-identity", key)
    with tell("up --restore makes the fresh server the same cluster, from the kit alone"):
        bed.nordbox("up", *bed.to_host(), *restore).says("keep it switched off")
        if (after := uids(bed)) != before:
            raise Failed(f"not the same cluster: {before} before, {after} after")
        until("converged", lambda: converged(bed), 240, every=5)
    with tell("the volume has its data and its owner, and the workload reads it on the node that the volume is bound to"):
        kept = bed.server.ssh(f"sudo stat -c %u:%a {FOLDER} {FOLDER}/index.html; sudo cat {FOLDER}/index.html").splitlines()
        if kept[:1] + kept[2:] != ["65532:2770", ROWS]:
            raise Failed(f"the volume: {kept}")
        until("the ledger", lambda: ledger(bed) == ROWS or ledger(bed), 240)
        nodes = bed.kubectl("get", "nodes", "-o", "name").split()
        if nodes != [f"node/{node}"]:
            raise Failed(f"nodes: {nodes}")
    with tell("what was sealed for the lost server is unsealed on the new one"):
        bed.kubectl("-n", "staging", "delete", "secret", "canary")
        until("the secret again", lambda: secret(bed, "canary") == "nordbox-canary-value", 180)
    with tell("up on the restored box: 0 changes"):
        bed.up().changed_nothing()
        bed.nordbox("up", *bed.to_host(), *restore).changed_nothing()


def save_kit(bed, kit, key):
    """Into a file, for a key that is made for it."""
    recipient = subprocess.run(["age-keygen", "-o", key], check=True, text=True, stderr=subprocess.PIPE).stderr.split()[-1]
    # From no directory in particular: the settings come from the box.
    saved = bed.nordbox("kit", "save", *bed.to_host(), "--name", bed.name, "--out", kit, "--recipient", recipient)
    if "no settings" in saved.out + saved.err:
        raise Failed(f"the box keeps no settings:\n{saved.out}{saved.err}")


def what_the_laptop_knows(bed):
    """Of hosts and clusters."""
    files = (bed.home / ".ssh/known_hosts", bed.home / ".kube/config")
    return [file.read_text() if file.exists() else None for file in files]


def seal_in_git(bed, name, value):
    plain = bed.kubectl("-n", "staging", "create", "secret", "generic", name, f"--from-literal=k={value}",
                        "--dry-run=client", "-o", "yaml")
    sealed = bed.nordbox("secret", "seal", *bed.to_host(), reads=plain).out
    bed.git.commit("Seal a secret", **{f"cluster-config/{name}.yaml": sealed})
    until("the secret", lambda: secret(bed, name) == value, 180)


def secret(bed, name):
    value = bed.kubectl("-n", "staging", "get", "secret", name, "-o", "jsonpath={.data.k}", check=False)
    return base64.b64decode(value).decode()


def uids(bed):
    """What tells this cluster from every other."""
    return bed.kubectl("get", "namespaces", "kube-system", "staging", "production", "-o",
                       "jsonpath={.items[*].metadata.uid}")


def nothing_is_in_the_clear(bed, value):
    """Here, where the laptop is played."""
    for file in bed.home.rglob("*"):
        if file.is_file() and value.strip().encode() in file.read_bytes():
            raise Failed(f"a secret stands in {file}")
