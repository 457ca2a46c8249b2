"""The story of secrets that live in Git: sealed, read by a pod, sealed anew, and nowhere to be seen."""
import hashlib
import json
import secrets
import subprocess

from .bed import Failed, converged, until
from .recovery import nothing_is_in_the_clear, secret

WHERE_KEPT = "cluster-config"

# Prints what holds one of the values that come on standard input: arguments would be found by it.
SWEEP = r"""
values=$(mktemp -p /dev/shm) || exit
trap 'rm -f "$values"' EXIT
cat >"$values"
grep -rlsaF -f "$values" /var/lib/nordbox* /etc/nordbox /run/nordbox* /tmp /var/tmp /var/log /var/lib/rancher/k3s/server/db |
    sed 's/^/file /'
grep -lsaF -f "$values" /proc/[0-9]*/cmdline /proc/[0-9]*/environ | sed 's/^/process /'
journalctl --no-pager -o export | grep -qaF -f "$values" && echo journal
true
"""


def secrets_live_in_git(bed, tell):
    value, late, plain = (f"{name}-{secrets.token_hex(12)}" for name in ("sealed", "late", "plain"))
    first = bed.home / "sealing.pem"
    with tell("the certificate is printed, and what is sealed with it a pod reads"):
        first.write_text(certificate(bed))
        bed.git.commit("Keep the certificate", **{"sealing.pem": first.read_text()})
        commit(bed, "Seal a secret", reader=reader("db"), db=sealed(bed, first, "db", value))
        until("the secret", lambda: secret(bed, "db") == value, 180)
        digest = hashlib.sha256(value.encode()).hexdigest()
        until("what the pod has read", lambda: digest in bed.kubectl(
            "-n", "staging", "logs", "deployment/reader", check=False), 240, every=4)
        until("converged", lambda: converged(bed), 120, every=5)
    with tell("a secret in the clear is refused with its line, and nothing of its commit is applied"):
        commit(bed, "Forget to seal one", plain=manifest("plain", plain), beside=beside())
        until("the refusal", lambda: f"{WHERE_KEPT}/plain.yaml:1: the Secret" in str(bed.status()), 120, every=4)
        if there := bed.kubectl("-n", "staging", "get", "secret/plain", "configmap/beside", "-o", "name", check=False):
            raise Failed(f"of a refused commit there is {there}")
        commit(bed, "Take it out", plain=None, beside=None)
        until("converged again", lambda: converged(bed), 180, every=5)
    with tell("what was sealed for another box is named by status and up, with what is lost and what helps"):
        elsewhere = bed.home / "elsewhere.pem"
        subprocess.run(["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "300", "-subj", "/CN=elsewhere",
                        "-keyout", bed.home / "elsewhere.key", "-out", elsewhere], check=True, stderr=subprocess.DEVNULL)
        commit(bed, "Keep a secret of another box", elsewhere=sealed(bed, elsewhere, "elsewhere", value))
        until("the other box's secret", lambda: bed.status().get("sealing") == {"foreign": ["staging/elsewhere"]}, 180, every=4)
        lost = "1 SealedSecret is sealed with keys that this box never had: staging/elsewhere"
        bed.nordbox("status", *bed.to_host()).says(lost)
        bed.up(expect=20).says(lost, "`up --restore KIT`")
        commit(bed, "Take it out", elsewhere=None)
        until("converged without it", lambda: converged(bed), 180, every=5)
    before = as_it_is(bed)
    with tell("another key seals, and what the one before sealed goes on unsealing"):
        bed.nordbox("secret", "renew", *bed.to_host()).says("seals from now on, 1 more unseal")
        if certificate(bed) == first.read_text():
            raise Failed("the certificate is the one from before")
        commit(bed, "Seal with the old certificate", late=sealed(bed, first, "late", late))
        until("the late secret", lambda: secret(bed, "late") == late, 180)
    with tell("reseal --all rewrites the files, and neither the Secret nor its pod notices"):
        generation = looked_at(bed, "db")
        bed.nordbox("secret", "reseal", "--all", *bed.to_host(), bed.git.work / WHERE_KEPT).says("2 SealedSecrets, 2 files")
        sealed_with = {key for one in keys(bed)["sealed"] for key in one["keys"].values()}
        if sealed_with != {keys(bed)["keys"][0]["fingerprint"]}:
            raise Failed(f"sealed with {sealed_with} after all was sealed anew")
        bed.git.commit("Seal all anew")
        until("the controller has looked at it", lambda: looked_at(bed, "db") > generation or generation, 180)
        until("converged", lambda: converged(bed), 120, every=5)
        if (after := as_it_is(bed)) != before:
            raise Failed(f"Secret and pod were {before} and are {after}")
    with tell("no value is in a file, a journal, a process, the audit trail, an event or a status"):
        the_sweep_finds_what_is_planted(bed)
        if found := swept(bed, value, late, plain):
            raise Failed(f"values stand in {found}")
        told = (str(bed.status()) + bed.app("why", WHERE_KEPT, expect=(0, 2))
                + bed.nordbox("audit", *bed.to_host(), "--since", "2h").out
                + bed.kubectl("get", "applications,sealedsecrets,events,configmaps,pods", "--all-namespaces", "-o", "json"))
        for one in (value, late, plain):
            if one in told:
                raise Failed("a value is in what the box or the cluster tells")
            nothing_is_in_the_clear(bed, one)


def certificate(bed):
    return bed.nordbox("secret", "keys", *bed.to_host(), "--certificate").out


def keys(bed):
    """And what they sealed of the working copy."""
    return json.loads(bed.nordbox("secret", "keys", *bed.to_host(), "-o", "json", bed.git.work / WHERE_KEPT).out)


def sealed(bed, with_certificate, name, value):
    """With the certificate alone: the box is not asked."""
    return bed.nordbox("secret", "seal", "--cert", with_certificate, reads=manifest(name, value)).out


def commit(bed, message, **texts):
    bed.git.commit(message, **{f"{WHERE_KEPT}/{name}.yaml": text for name, text in texts.items()})


def manifest(name, value):
    return f"apiVersion: v1\nkind: Secret\nmetadata: {{name: {name}, namespace: staging}}\nstringData: {{k: {value}}}\n"


def beside():
    return "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: beside, namespace: staging}\ndata: {k: v}\n"


def reader(name):
    """A pod that tells the digest of what it reads."""
    return f"""apiVersion: apps/v1
kind: Deployment
metadata: {{name: reader, namespace: staging}}
spec:
  selector: {{matchLabels: {{app: reader}}}}
  template:
    metadata: {{labels: {{app: reader}}}}
    spec:
      automountServiceAccountToken: false
      terminationGracePeriodSeconds: 1
      securityContext: {{runAsNonRoot: true, runAsUser: 65532, seccompProfile: {{type: RuntimeDefault}}}}
      containers:
        - name: reader
          image: docker.io/library/busybox:1.36
          imagePullPolicy: IfNotPresent
          command: [sh, -c, sha256sum /secret/k && exec sleep 1000000]
          resources: {{requests: {{cpu: 10m, memory: 8Mi}}, limits: {{memory: 32Mi}}}}
          securityContext: {{allowPrivilegeEscalation: false, readOnlyRootFilesystem: true, capabilities: {{drop: [ALL]}}}}
          volumeMounts: [{{name: secret, mountPath: /secret}}]
      volumes: [{{name: secret, secret: {{secretName: {name}}}}}]
"""


def as_it_is(bed):
    """Which Secret and which pod, and how often it was written and they were restarted."""
    written = bed.kubectl("-n", "staging", "get", "secret", "db", "-o",
                          "jsonpath={.metadata.uid} {.metadata.resourceVersion}")
    pods = bed.kubectl("-n", "staging", "get", "pods", "-l", "app=reader", "-o",
                       "jsonpath={range .items[*]}{.metadata.uid} {.status.containerStatuses[0].restartCount};{end}")
    if not pods.endswith(" 0;") or pods.count(";") != 1:
        raise Failed(f"not one reader that was never restarted: {pods}")
    return written, pods


def looked_at(bed, name):
    """The generation of a SealedSecret that its status is about."""
    seen = bed.kubectl("-n", "staging", "get", "sealedsecret", name, "-o", "jsonpath={.status.observedGeneration}")
    return int(seen or 0)


def swept(bed, *values):
    """Where on the box one of them stands."""
    bed.server.ssh("cat >/dev/shm/sweep", reads=SWEEP)
    return bed.server.ssh("sudo sh /dev/shm/sweep", reads="\n".join(values) + "\n").splitlines()


def the_sweep_finds_what_is_planted(bed):
    """In a file, a journal and the arguments of a process; a sweep that finds nothing says nothing otherwise."""
    planted = f"planted-{secrets.token_hex(12)}"
    bed.server.ssh("tee /tmp/planted | systemd-cat; "
                   "nohup sh -c 'sleep 300; :' \"$(cat /tmp/planted)\" </dev/null >/dev/null 2>&1 &", reads=planted)
    found = {line.split()[0] for line in swept(bed, planted)}
    bed.server.ssh("rm /tmp/planted")
    if found != {"file", "journal", "process"}:
        raise Failed(f"of what was planted the sweep finds {found} alone")
