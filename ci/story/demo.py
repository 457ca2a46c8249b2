"""The demo: one box that stays up until `ci/demo down`."""
import os
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
from story.bed import TESTBED, TOP, Bed, Failed  # noqa: E402

NAME = "demo"
PLACE = Path(os.environ.get("XDG_CACHE_HOME", Path.home() / ".cache")) / "nordbox/demo"


def up():
    down()
    PLACE.mkdir(parents=True)
    bed = Bed(NAME, "bookworm", TOP / "installer/target/bootstrap.jar", os.environ["NORDBOX_JRE"], os.environ["NORDBOX_K3S"],
              home=PLACE)
    key = PLACE / "deploy_key"
    subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", "demo", "-f", key], check=True)
    bed.git.allow(key.with_suffix(".pub").read_text().strip())
    bed.up("--deploy-key", key, show=True)
    print(guide(bed, key))


def guide(bed, key):
    jar, host = shlex.quote(str(bed.jar)), f"--host {bed.host} --host-key {bed.server.fingerprint} -i {bed.server.key}"
    kubectl = f"{bed.k3s}/k3s kubectl --kubeconfig {PLACE}/.kube/config --context {NAME}"
    return f"""
The box is up. To look around:
  {kubectl} get pods -A
  {kubectl} get --raw /api/v1/namespaces/staging/services/web:80/proxy/
  java -jar {jar} status {host}
  ci/testbed/vm/testbed ssh {NAME}
The repository that it follows is {bed.git.work}: commit there, `git push`, and watch.
`ci/demo down` ends the server and the Git host and removes {PLACE}."""


def down():
    listed = subprocess.run([TESTBED / "vm/testbed", "list"], check=True, text=True, stdout=subprocess.PIPE).stdout
    if any(line.split()[:1] == [NAME] for line in listed.splitlines()):
        subprocess.run([TESTBED / "vm/testbed", "down", NAME], check=True)
    if (PLACE / "git").exists():
        subprocess.run([TESTBED / "git/server", "stop", PLACE / "git"], check=True)
    shutil.rmtree(PLACE, ignore_errors=True)


if __name__ == "__main__":
    try:
        up() if sys.argv[1] == "up" else down()
    except (Failed, subprocess.CalledProcessError) as trouble:
        sys.exit(f"{trouble}\n`ci/demo down` takes away what is left")
