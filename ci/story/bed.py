"""What a story plays on: a throwaway server, a Git host, a laptop's home, and the jar under test."""
import contextlib
import json
import os
import re
import shutil
import socket
import ssl
import subprocess
import tempfile
import time
from datetime import date, timedelta
from pathlib import Path

from .etc import Etc

TOP = Path(__file__).resolve().parent.parent.parent
TESTBED = TOP / "ci/testbed"
GIT_HOST = "10.0.2.100:2222"  # the address at which the guest finds the Git host
STORE = "10.0.2.100:7070"  # and a store of kits, where a story has one
PATIENCE = 5  # a busy machine is slower, and no failure


class Failed(Exception):
    """A story that did not go as it is told."""


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def is_free(port):
    with socket.socket() as probe:
        try:
            probe.bind(("127.0.0.1", port))
            return True
        except OSError as trouble:
            return trouble


def until(what, condition, seconds, every=2.0):
    """Waits for what takes so many seconds on an idle machine; what the condition returned last is part of the failure."""
    began, seen, longest = time.monotonic(), None, seconds * PATIENCE
    while time.monotonic() - began < longest:
        try:
            seen = condition()
            if seen is True:
                return time.monotonic() - began
        except subprocess.SubprocessError as trouble:
            seen = trouble
        time.sleep(every)
    raise Failed(f"{what}: not within {longest} s; last seen: {seen}")


def converged(bed):
    status = bed.status()
    applications = {a["name"]: (a["sync"], a["health"]) for a in status.get("applications", [])}
    ours = {"web-staging", "web-production", "cluster-config"}
    healthy = ours <= set(applications) and set(applications.values()) == {("Synced", "Healthy")}
    return healthy or applications


def leftovers(server):
    """What is there of a box that should be gone with its data."""
    return server.ssh("ls -d /var/lib/rancher /etc/rancher /var/lib/nordbox* /etc/nordbox /opt/nordbox "
                      "/var/lib/kubelet 2>/dev/null; true").strip()


class Ran:
    """A finished program."""

    def __init__(self, done, seconds):
        self.code, self.out, self.err, self.seconds = done.returncode, done.stdout, done.stderr, seconds

    def says(self, *texts):
        for text in texts:
            if text not in self.out + self.err:
                raise Failed(f"'{text}' is not in what it said:\n{self.out}\n{self.err}")
        return self

    def changed_nothing(self):
        if not re.search(r"\b0 changes on ", self.out + self.err):
            raise Failed(f"it did not say '0 changes':\n{self.out}\n{self.err}")


class GitServer:
    """Git over OpenSSH on loopback; the guest reaches it at GIT_HOST."""

    def __init__(self, folder):
        self.folder = folder
        self.work = folder / "work"
        self.facts = json.loads(self._server("start", folder))
        self.url = f"ssh://{self.facts['user']}@{GIT_HOST}/ops/infra.git"
        self.host_key = self.facts["hostKey"]

    def _server(self, action, *args):
        return subprocess.run([TESTBED / "git/server", action, *map(str, args)], check=True, text=True,
                              stdout=subprocess.PIPE).stdout

    def publish(self, sample):
        """Makes the repository from the sample, its Applications pointing at this host."""
        copy = self.folder / "sample"
        shutil.copytree(sample, copy)
        for manifest in (copy / "argocd-apps").glob("*.yaml"):
            manifest.write_text(manifest.read_text().replace("https://git.example.no/ops/infra.git", self.url))
        self._server("repo", self.folder, "ops/infra.git", copy)
        subprocess.run(["git", "clone", "-q", self.folder / "srv/ops/infra.git", self.work], check=True)

    def another(self, name, files):
        """One more repository on this host; returns its URL."""
        content = self.folder / name.replace("/", "-")
        for path, text in files.items():
            (content / path).parent.mkdir(parents=True, exist_ok=True)
            (content / path).write_text(text)
        self._server("repo", self.folder, name, content)
        return self.url.replace("ops/infra.git", name)

    def allow(self, public_key):
        self._server("allow", self.folder, public_key)

    def commit(self, message, **files):
        """Writes (or, for None, removes) files, commits and pushes; keys are paths with '__' for '/'."""
        for name, text in files.items():
            path = self.work / name
            if text is None:
                path.unlink()
            else:
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_text(text)
        git = ["git", "-C", self.work, "-c", "user.name=ops", "-c", "user.email=ops@git.example.no"]
        subprocess.run([*git, "add", "-A"], check=True)
        subprocess.run([*git, "commit", "-qm", message], check=True)
        subprocess.run([*git, "push", "-q", "origin", "HEAD:main"], check=True)
        return subprocess.run([*git, "rev-parse", "HEAD"], check=True, text=True, stdout=subprocess.PIPE).stdout.strip()

    def head(self):
        """The commit that the box should be at."""
        return subprocess.run(["git", "-C", self.work, "rev-parse", "HEAD"], check=True, text=True,
                              stdout=subprocess.PIPE).stdout.strip()

    def close(self):
        self._server("stop", self.folder)


class Server:
    """A fresh Debian, as a VPS that was ordered a minute ago."""

    def __init__(self, name, image, git_port, store_port, ram="3G", api_port=None):
        self.name, self.api_port, self.kubelet_port = name, api_port or free_port(), free_port()
        if any(known["name"] == name for known in json.loads(self._testbed("list", "-o", "json"))):
            self.close()  # left by a run that was killed
        self.facts = json.loads(self._testbed(
            "up", name, "--image", image, "--ram", ram, "--cpus", "2", "--forward", f"{self.api_port}:6443",
            "--forward", f"{self.kubelet_port}:10250", "--expose", f"{GIT_HOST}=127.0.0.1:{git_port}",
            "--expose", f"{STORE}=127.0.0.1:{store_port}", "-o", "json"))
        self.port, self.key, self.fingerprint = (self.facts[k] for k in ("ssh_port", "key", "fingerprint"))
        self.etc = Etc(self)  # as it was ordered

    def _testbed(self, *args):
        return subprocess.run([TESTBED / "vm/testbed", *args], check=True, text=True, stdout=subprocess.PIPE).stdout

    def ssh(self, *command, check=True, reads=None):
        return subprocess.run([TESTBED / "vm/testbed", "ssh", self.name, *command], check=check, text=True, input=reads,
                              capture_output=True).stdout

    def shakes_hands(self, port):
        """Whether TLS gets an answer on a forwarded port, asked from outside."""
        trusting = ssl._create_unverified_context()
        try:
            with socket.create_connection(("127.0.0.1", port), 15) as plain, trusting.wrap_socket(plain):
                return True
        except OSError:
            return False

    def reboot(self, hard=False):
        self._testbed("reboot", self.name, *(["--hard"] if hard else []), "--timeout", "1500")

    def close(self):
        self._testbed("down", self.name)


class Bed:
    """Everything one story needs; ends what it started."""

    def __init__(self, name, image, jar, jre, k3s, home=None, user="root", profile=False):
        self.jar, self.jre, self.k3s = jar, jre, Path(k3s)
        self.home = home or Path(tempfile.mkdtemp(prefix=f"nordbox-{name}-"))
        self.git = self.server = None
        self.store_port = free_port()
        self.runs = 0
        try:
            (self.home / "git").mkdir()
            self.git = GitServer(self.home / "git")
            self.git.publish(TOP / "ci/sample-repo")
            self.server = Server(name, image, self.git.facts["port"], self.store_port)
        except BaseException:
            self.close()
            raise
        self.name, self.image, self.user = name, image, user
        self.host = f"{user}@127.0.0.1:{self.server.port}"
        self.config = self.home / "nordbox.yaml"
        self.config.write_text(self.as_here((TOP / "ci/sample-repo/nordbox.yaml").read_text(), profile)
                               + f"k3s:\n  apiEndpoint: https://127.0.0.1:{self.server.api_port}\n")

    @staticmethod
    def as_here(sample, profile):
        """The sample's settings for this bed: its Git host, and waivers that are not over; the throwaway server lets
        people log in with passwords and reaches no name or time server, which the sample's owners would mend, and has its
        images already; the test build of k3s has no Traefik to configure. Without the profile it opens as much."""
        if not profile:
            return re.sub(r"^profile:\n(?: .*\n)+", "firewall: {open: [443/tcp]}\n", sample, flags=re.M)
        address, port = GIT_HOST.split(":")
        soon = date.today() + timedelta(days=30)
        here = sample.replace("203.0.113.20/32", f"{address}/32").replace("[22/tcp]", f"[{port}/tcp]")
        here = re.sub(r"^    - \{name: (?:mirror|dns|time), .*\n|^  mirrors: .*\n", "", here, flags=re.M)
        here = re.sub(r"expires: \d{4}-\d\d-\d\d", f"expires: {soon}", here)
        more = "".join(f"    - {{control: {control}, reason: {why}, owner: ops, expires: {soon}}}\n"
                       for control, why in (("ACC-01", "a throwaway server"), ("HOST-01", "no time server"),
                                             ("LOG-04", "no Traefik")))
        return here.replace("  waivers:\n", "  waivers:\n" + more)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()

    def lose_the_server(self):
        """The server is gone with its disk; another one is ordered, which answers at the same address for kubectl."""
        lost = self.server
        lost.close()
        until("the lost server's port", lambda: is_free(lost.api_port), 120)  # its last connections linger
        self.server = Server(f"{self.name}-2", self.image, self.git.facts["port"], self.store_port, api_port=lost.api_port)
        self.host = f"{self.user}@127.0.0.1:{self.server.port}"

    @contextlib.contextmanager
    def another_server(self, name):
        """A fresh one beside the first, for as long as it is needed."""
        other = Server(f"{self.name}-{name}", self.image, self.git.facts["port"], self.store_port)
        try:
            yield other
        finally:
            other.close()

    def environment(self):
        kept = {name: value for name, value in os.environ.items() if name in ("PATH", "JAVA_HOME", "LANG", "TERM")}
        return {**kept, "HOME": str(self.home), "NORDBOX_K3S": str(self.k3s), "NORDBOX_JRE": str(self.jre)}

    def nordbox(self, *args, expect=0, timeout=3600, show=False, reads=""):
        """Runs the jar as a person would; an exit code that is not expected (one or a tuple) fails the story."""
        began = time.monotonic()
        done = subprocess.run(["java", "-jar", str(self.jar), *map(str, args)], env=self.environment(), text=True,
                              input=reads, stdout=subprocess.PIPE,
                              stderr=None if show else subprocess.PIPE, timeout=timeout)
        done.stderr = done.stderr or ""
        ran = Ran(done, time.monotonic() - began)
        self.write_down(args[0], ran)
        if ran.code not in (expect if isinstance(expect, tuple) else (expect,)):
            raise Failed(f"{args[0]} exited {ran.code}, expected {expect}:\n{ran.out[-3000:]}\n{ran.err[-5000:]}")
        return ran

    def write_down(self, command, ran):
        """What each run said stays behind the story, to be read when one was slow or failed."""
        folder = TOP / "target/e2e" / self.name
        folder.mkdir(parents=True, exist_ok=True)
        self.runs += 1
        (folder / f"{self.runs:03}-{command}.log").write_text(f"{ran.out}\n{ran.err}\n{ran.seconds:.0f} s, ended in {ran.code}\n")

    def to_host(self, *more):
        return ["--host", self.host, "--host-key", self.server.fingerprint, "--identity", self.server.key, *more]

    def up(self, *more, **options):
        return self.nordbox("up", *self.to_host(), "--config", self.config, "--name", self.name, "--repo", self.git.url,
                            "--git-host-key", self.git.host_key, *more, **options)

    def plan(self, *more, **options):
        return self.nordbox("plan", *self.to_host(), "--config", self.config, "--name", self.name, "--repo", self.git.url,
                            "--git-host-key", self.git.host_key, *more, **options)

    def app(self, *command, expect=0):
        """What `app` prints and says."""
        name, *more = command
        ran = self.nordbox("app", name, *more, *self.to_host(), expect=expect)
        return ran.out + ran.err

    def status(self):
        """What the controller says; {} while there is none, or no server, to say anything (exit 11 or 20)."""
        ran = self.nordbox("status", *self.to_host(), "-o", "json", expect=(0, 11, 20), timeout=180)
        documents = [json.loads(line) for line in ran.out.splitlines() if line.startswith("{")]
        return next((document for document in documents if "applications" in document), {})

    def kubectl(self, *args, check=True):
        return subprocess.run([self.k3s / "k3s", "kubectl", "--kubeconfig", self.home / ".kube/config", "--context",
                               self.name, *args], check=check, text=True, capture_output=True, timeout=120,
                              env=self.environment()).stdout.strip()

    def page(self, namespace, service):
        """What a workload answers, asked through the API server's proxy."""
        return self.kubectl("get", "--raw", f"/api/v1/namespaces/{namespace}/services/{service}:80/proxy/", check=False)

    def close(self):
        for part in (self.server, self.git):
            if part is not None:
                part.close()
        shutil.rmtree(self.home, ignore_errors=True)
