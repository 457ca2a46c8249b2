"""The stories: what a customer does with a box, from the bare server on. Read from the top."""
import re
import subprocess

from .bed import Failed, converged, leftovers, until
from .etc import Etc
from .proving import the_profile_is_proved, what_is_broken_is_found
from .recovery import a_drill_is_run, it_can_be_lost, kits_make_themselves
from .sealing import secrets_live_in_git
from .upgrade import k3s_is_upgraded

PAGE = "hello from nordbox"
MOTD = ("-n", "staging", "get", "configmap", "motd", "-o", "jsonpath={.data.text}")


def deploy_key(ran):
    found = re.search(r"^ssh-ed25519 AAAA[A-Za-z0-9+/=]+[^\n]*", ran.out + ran.err, re.MULTILINE)
    if not found:
        raise Failed(f"no deploy key in what up said:\n{ran.out}\n{ran.err}")
    return found.group(0)


def from_a_bare_server(bed, tell):
    """The main job: one command, and the one thing it asks for (the deploy key)."""
    with tell("a wrong host key is refused"):
        bed.nordbox("up", "--host", bed.host, "--host-key", "SHA256:" + "A" * 43, "--identity", bed.server.key,
                    "--repo", bed.git.url, expect=14).says("SHA256:", bed.server.fingerprint)
    with tell("the plan of a bare server prints and changes nothing"):
        bed.plan("--detailed-exit-code", expect=13).says("/usr/local/bin/k3s", "load the guard")
        if bed.server.ssh("ls /etc/rancher /etc/nordbox 2>/dev/null; true"):
            raise Failed("plan left something on the host")
    with tell("up stops at the deploy key and prints it"):
        first = bed.up(expect=21)
    bed.git.allow(deploy_key(first))
    with tell("up again goes on, ends converged and prints where the certificate is"):
        bed.up().says("secret keys --host", "--certificate > sealing.pem")


def with_a_key_of_ones_own(bed, tell):
    """The same with `--deploy-key`: nothing to ask, one run."""
    key = bed.home / "deploy_key"
    subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", "deploy", "-f", key], check=True)
    bed.git.allow(key.with_suffix(".pub").read_text().strip())
    with tell("up from a bare server to a converged repository"):
        bed.up("--deploy-key", key)


def the_workloads_answer(bed, tell):
    with tell("the workloads of the repository run and answer"):
        for namespace, service in (("staging", "web"), ("production", "prod-web")):
            until(f"{namespace}/{service} answers", lambda: PAGE in bed.page(namespace, service), 240)
    with tell("status says Synced and Healthy"):
        until("converged", lambda: converged(bed), 240, every=5)


def the_box_is_hardened(bed, tell):
    with tell("the guard lets in what it must, and nothing else"):
        kubelet = bed.server.ssh("curl -sk -o /dev/null -w '%{http_code}' https://127.0.0.1:10250/pods")
        if kubelet != "401" or not bed.server.shakes_hands(bed.server.api_port):
            raise Failed(f"the kubelet inside says {kubelet}; without it and the API no probe from outside says anything")
        if bed.server.shakes_hands(bed.server.kubelet_port):
            raise Failed("the kubelet answers from outside")
    with tell("namespaces carry Pod Security labels, quotas and default-deny policies"):
        for namespace, level in (("staging", "restricted"), ("production", "restricted")):
            labels = bed.kubectl("get", "namespace", namespace, "-o", "jsonpath={.metadata.labels}")
            if f'"pod-security.kubernetes.io/enforce":"{level}"' not in labels:
                raise Failed(f"{namespace}: {labels}")
            names = bed.kubectl("-n", namespace, "get", "networkpolicy,resourcequota,limitrange", "-o", "name")
            for kind in ("networkpolicy", "resourcequota", "limitrange"):
                if kind not in names:
                    raise Failed(f"{namespace} has no {kind}:\n{names}")
    with tell("secrets are encrypted at rest"):
        bed.kubectl("-n", "default", "create", "secret", "generic", "canary", "--from-literal=k=nordbox-canary-value")
        found = bed.server.ssh("grep -rqa nordbox-canary-value /var/lib/rancher/k3s/server/db && echo found; true")
        if "found" in found:
            raise Failed("the secret's value stands in the datastore in clear")
        bed.kubectl("-n", "default", "delete", "secret", "canary")


def kubeseal_finds_the_controller(bed, tell):
    with tell("kubeseal finds the controller through the API server"):
        for service in ("sealed-secrets-controller", "sealed-secrets"):
            path = f"/api/v1/namespaces/kube-system/services/http:{service}:http/proxy/v1/cert.pem"
            until(f"{service} gives its certificate",
                  lambda: "BEGIN CERTIFICATE" in bed.kubectl("get", "--raw", path, check=False), 60)


def git_is_the_truth(bed, tell):
    with tell("a commit arrives"):
        path = "cluster-config/motd.yaml"
        text = (bed.git.work / path).read_text()
        bed.git.commit("Say something else", **{path: text.replace("everything in here comes from Git", "new words"),
                                                 "cluster-config/extra.yaml": text.replace("motd", "extra")})
        until("the new text", lambda: bed.kubectl(*MOTD) == "new words", 120)
        until("the new object", lambda: "configmap/extra" in bed.kubectl("-n", "staging", "get", "configmap", "-o", "name"), 60)
    with tell("manual drift is reverted"):
        a_change_by_hand_is_reverted(bed)
        bed.kubectl("-n", "production", "scale", "deployment", "prod-web", "--replicas=0")
        until("two replicas", lambda: bed.kubectl("-n", "production", "get", "deployment", "prod-web", "-o",
                                                  "jsonpath={.spec.replicas}") == "2", 120)
    with tell("a file removed from Git is pruned"):
        bed.git.commit("Drop the extra", **{"cluster-config/extra.yaml": None})
        until("extra is gone", lambda: "configmap/extra" not in bed.kubectl("-n", "staging", "get", "configmap", "-o", "name"), 120)
    with tell("a broken manifest keeps the last good state and is named with its line"):
        bed.git.commit("Break it", **{"cluster-config/broken.yaml": "apiVersion: v1\nkind: ConfigMap\nmetadata: [\n"})
        until("the error in status", lambda: "cluster-config/broken.yaml" in str(bed.status()), 120, every=4)
        if bed.kubectl(*MOTD) != "new words":
            raise Failed("the last good state was not kept")
        bed.git.commit("Mend it", **{"cluster-config/broken.yaml": None})
        until("converged again", lambda: converged(bed), 180, every=5)


def a_change_by_hand_is_reverted(bed):
    words = re.search("text: (.*)", (bed.git.work / "cluster-config/motd.yaml").read_text()).group(1).strip('"')
    patch = ("-n", "staging", "patch", "configmap", "motd", "--type=merge", "-p", '{"data":{"text":"by hand"}}')
    until("a change by hand", lambda: "patched" in bed.kubectl(*patch, check=False), 120)
    until("the text of Git", lambda: (text := bed.kubectl(*MOTD, check=False)) == words or text, 120)


def another_repository_is_followed(bed, tell):
    """An Application of a second repository, with a key of its own in the Secret that Argo CD would read."""
    shop = bed.git.another("ops/shop.git", {"base/greeting.yaml": config_map("greeting", "from the shop")})
    key = bed.home / "shop_key"
    subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", "shop", "-f", key], check=True)
    bed.git.allow(key.with_suffix(".pub").read_text().strip())
    with tell("an Application of another repository says that it lacks a key, and others go on"):
        bed.git.commit("Add the shop", **{"argocd-apps/shop.yaml": application("shop", shop, "base")})
        until("what shop lacks", lambda: "no key" in bed.app("why", "shop", expect=(0, 2)), 180, every=5)
        a_change_by_hand_is_reverted(bed)
    with tell("with its key it is Synced"):
        bed.kubectl("-n", "argocd", "create", "secret", "generic", "shop", "--from-literal=type=git",
                    f"--from-literal=url={shop}", f"--from-file=sshPrivateKey={key}")
        bed.kubectl("-n", "argocd", "label", "secret", "shop", "argocd.argoproj.io/secret-type=repository")
        until("the shop's greeting", lambda: bed.kubectl("-n", "staging", "get", "configmap", "greeting", "-o",
                                                         "jsonpath={.data.text}", check=False) == "from the shop", 180)
        until("converged", lambda: converged(bed), 120, every=5)
    with tell("without its Application it is pruned"):
        bed.git.commit("Close the shop", **{"argocd-apps/shop.yaml": None})
        until("no shop", lambda: "shop" not in bed.kubectl("-n", "argocd", "get", "applications", "-o", "name"), 180)
        bed.kubectl("-n", "argocd", "delete", "secret", "shop")


def applications_are_steered(bed, tell):
    with tell("app list, get, why and history tell what the status says"):
        if "web-staging" not in (listed := bed.app("list")):
            raise Failed(f"app list: {listed}")
        if "Deployment" not in (one := bed.app("get", "web-staging")):
            raise Failed(f"app get: {one}")
        bed.app("why", "web-staging")
        if not re.search(r"\b[0-9a-f]{7,}", history := bed.app("history", "cluster-config")):
            raise Failed(f"app history: {history}")
        bed.app("get", "nobody", expect=2)
    with tell("a held application is left alone until it is released; diff shows what a sync would change"):
        bed.app("hold", "cluster-config", "--reason", "a test")
        bed.kubectl("-n", "staging", "patch", "configmap", "motd", "--type=merge", "-p", '{"data":{"text":"by hand"}}')
        until("the difference", lambda: "by hand" in bed.app("diff", "cluster-config"), 60, every=4)
        bed.app("sync", "cluster-config", "--dry-run", "--wait")
        if bed.kubectl(*MOTD) != "by hand":
            raise Failed("a dry run, or a held application, reverted a change")
    with tell("a rollback goes to an earlier sync, and the release back to Git"):
        bed.app("rollback", "cluster-config", "--wait")
        if bed.kubectl(*MOTD) == "by hand":
            raise Failed("the rollback left what was changed by hand")
        bed.app("release", "cluster-config")
        until("the text of Git", lambda: bed.kubectl(*MOTD) == "new words", 120)
        until("converged", lambda: converged(bed), 120, every=5)
    with tell("the audit trail is whole and names who was overruled"):
        bed.nordbox("audit", *bed.to_host(), "--since", "2h").says("are whole", "kubectl-patch")


def what_was_deleted_comes_back(bed, tell):
    def lies_there():
        return "configmap/keepsake" in bed.kubectl("-n", "staging", "get", "configmap", "-o", "name")

    keepsake = {"cluster-config/keepsake.yaml": config_map("keepsake", "from before").replace(
        "name: keepsake", "name: keepsake, namespace: staging")}
    bed.git.commit("Keep something", **keepsake)
    until("the object", lies_there, 120)
    bed.git.commit("Lose it", **{"cluster-config/keepsake.yaml": None})
    until("the object is gone", lambda: not lies_there(), 120)
    with tell("app undo brings back what a commit took away"):
        if "keepsake" not in (listed := bed.app("undo", "cluster-config", "--list")):
            raise Failed(f"app undo --list: {listed}")
        bed.app("undo", "cluster-config", "--wait")
        if not lies_there():
            raise Failed("what was deleted is not back")
    with tell("it stays through a sync that prunes, and why says so, until it is let go"):
        bed.app("sync", "cluster-config", "--prune", "--wait")
        if not lies_there():
            raise Failed("what a person brought back was pruned")
        if "brought it back" not in (why := bed.app("why", "cluster-config")):
            raise Failed(f"app why: {why}")
        bed.app("release", "cluster-config", "--brought-back")
        until("it goes", lambda: not lies_there(), 120)
        until("converged", lambda: converged(bed), 120, every=5)


def application(name, url, path):
    return f"""apiVersion: argoproj.io/v1alpha1
kind: Application
metadata: {{name: {name}, namespace: argocd, finalizers: [resources-finalizer.argocd.argoproj.io]}}
spec:
  project: default
  source: {{repoURL: {url}, path: {path}}}
  destination: {{server: https://kubernetes.default.svc, namespace: staging}}
  syncPolicy: {{automated: {{prune: true, selfHeal: true}}}}
"""


def config_map(name, text):
    return f"apiVersion: v1\nkind: ConfigMap\nmetadata: {{name: {name}}}\ndata: {{text: {text}}}\n"


def a_second_up_changes_nothing(bed, tell):
    with tell("up again: 0 changes"):
        bed.up().changed_nothing()
    with tell("the plan is empty"):
        bed.plan("--detailed-exit-code", expect=0)


def it_survives(bed, tell):
    with tell("k3s killed with -9 recovers"):
        before = bed.server.ssh("systemctl show -p MainPID --value k3s").strip()
        bed.server.ssh("systemctl kill -s KILL k3s")
        until("a new k3s", lambda: bed.server.ssh("systemctl show -p MainPID --value k3s").strip() not in (before, "0"), 60)
        until("the API", lambda: bed.kubectl("get", "--raw", "/readyz", check=False) == "ok" or "silent", 400)
        a_change_by_hand_is_reverted(bed)
        until("converged", lambda: converged(bed), 400, every=5)
    with tell("after a reboot it is still converged"):
        bed.server.reboot()
        until("converged", lambda: converged(bed), 600, every=5)
        until("staging answers", lambda: PAGE in bed.page("staging", "web"), 240)
    with tell("and the plan is still empty"):
        bed.plan("--detailed-exit-code", expect=0)


def bad_input_is_named(bed, tell):
    with tell("an unknown flag, a bad configuration and an unreachable host end in their own exit codes"):
        bed.nordbox("up", "--hots", bed.host, expect=2).says("--host")
        broken = bed.home / "broken.yaml"
        broken.write_text("apiVersion: nordbox.no/v1alpha1\nkind: Box\nfirewal: {}\nnamespaces:\n  - nam: x\n")
        bed.nordbox("plan", *bed.to_host(), "--config", broken, expect=10).says("firewall", ":3", ":5")
        bed.nordbox("plan", "--host", "root@127.0.0.1:1", "--host-key", bed.server.fingerprint, "--identity", bed.server.key,
                    expect=11)
    with tell("a login that the server refuses is told as such"):
        key = bed.home / "stranger"
        subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", key], check=True)
        bed.nordbox("plan", "--host", bed.host, "--host-key", bed.server.fingerprint, "--identity", key, expect=14)


def it_goes(bed, tell):
    with tell("down --delete-data leaves nothing"):
        bed.nordbox("down", *bed.to_host(), "--yes", "--delete-data").says(f"context {bed.name} removed")
        if left := leftovers(bed.server):
            raise Failed(f"down --delete-data left:\n{left}")
    with tell("and /etc is as it was found"):
        if changed := Etc(bed.server).against(bed.server.etc):
            raise Failed("\n".join(["in /etc:", *changed]))


def it_comes_back(bed, tell):
    with tell("down takes the box away and keeps its data"):
        bed.kubectl("-n", "default", "create", "configmap", "kept", "--from-literal=k=v")
        bed.nordbox("down", *bed.to_host(), "--yes")
        if left := bed.server.ssh("""
                ls -d /usr/local/bin/k3s /etc/systemd/system/k3s.service /opt/nordbox/bootstrap.jar 2>/dev/null
                nft list table inet nordbox 2>/dev/null
                pgrep -la 'k3s|containerd|java'
                grep -E ' /(var/lib/kubelet|run/k3s)/' /proc/mounts; true""").strip():
            raise Failed(f"down left:\n{left}")
    with tell("up brings it back with its data"):
        bed.up()
        if bed.kubectl("-n", "default", "get", "configmap", "kept", "-o", "name", check=False) != "configmap/kept":
            raise Failed("what was in the cluster before down is gone")


FULL = [from_a_bare_server, the_workloads_answer, the_box_is_hardened, kubeseal_finds_the_controller,
        a_second_up_changes_nothing, git_is_the_truth, applications_are_steered, bad_input_is_named, it_survives, it_goes]
SHORT = [with_a_key_of_ones_own, the_profile_is_proved]
# Minutes each on an emulated server, and each with a test on real parts that is faster: told with --only.
BY_NAME = [another_repository_is_followed, what_was_deleted_comes_back, kits_make_themselves, it_comes_back, k3s_is_upgraded,
           a_drill_is_run, it_can_be_lost, secrets_live_in_git, what_is_broken_is_found]
