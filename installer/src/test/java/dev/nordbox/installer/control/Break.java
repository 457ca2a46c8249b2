package dev.nordbox.installer.control;

import dev.nordbox.installer.drill.Checked;
import dev.nordbox.installer.drill.TrialDrill;
import dev.nordbox.installer.profile.AdminNetwork;
import dev.nordbox.installer.registry.Registration;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * One way to break a control on purpose.
 *
 * @param hand what it does to a box that is in order
 */
record Break(String control, String how, Consumer<SeenBox> hand) {

    static List<Break> all() {
        return List.of(
                new Break(
                        "K8S-05",
                        "somebody added a condition to a policy",
                        box ->
                                box.replace(
                                        "admission",
                                        "\"managedFields\": [",
                                        "\"managedFields\": [{\"manager\": \"kubectl-edit\"},")),
                new Break(
                        "SUP-01",
                        "a pod from before the profile runs an image of another registry",
                        box ->
                                box.replace(
                                        "cluster", "registry.example.no/p@", "docker.io/nginx@")),
                new Break(
                        "K8S-04",
                        "a Service from before the profile has a port of the node",
                        box ->
                                box.alive(
                                        """
                                        {"apiVersion": "v1", "kind": "Service", "metadata": {"name": "old", "namespace": "web"},
                                         "spec": {"type": "NodePort"}}""")),
                new Break(
                        "K8S-06",
                        "a claim from before the profile is of another storage class",
                        box ->
                                box.alive(
                                        """
                                        {"apiVersion": "v1", "kind": "PersistentVolumeClaim", "metadata": {"name": "old", "namespace": "web"},
                                         "spec": {"storageClassName": "cloud"}}""")),
                new Break(
                        "ENC-05",
                        "an Ingress from before the profile has no TLS",
                        box ->
                                box.alive(
                                        """
                                        {"apiVersion": "networking.k8s.io/v1", "kind": "Ingress", "metadata": {"name": "old", "namespace": "web"},
                                         "spec": {"rules": [{"host": "www.example.no"}]}}""")),
                new Break(
                        "ENC-05",
                        "a listener from before the profile has no TLS",
                        box ->
                                box.put(
                                        "doors",
                                        """
                                        {"items": [{"apiVersion": "gateway.networking.k8s.io/v1", "kind": "Gateway",
                                         "metadata": {"name": "old", "namespace": "web"}, "spec": {"listeners": [{"name": "web", "protocol": "HTTP"}]}}]}""")),
                new Break(
                        "SUP-01",
                        "an image of another registry is taken",
                        box ->
                                box.put(
                                        "trials",
                                        box.sections.get("trials")
                                                + "pod/refuse-registry-init created (server dry run)\n")),
                new Break(
                        "SUP-02",
                        "an image by its tag is taken",
                        box ->
                                box.put(
                                        "trials",
                                        box.sections.get("trials")
                                                + "pod/refuse-digest created (server dry run)\n")),
                new Break(
                        "NET-05",
                        "an endpoint's name leads elsewhere",
                        box -> box.replace("names", "203.0.113.20", "198.51.100.20")),
                new Break(
                        "NET-05",
                        "an endpoint is registered elsewhere",
                        box ->
                                box.endpoints =
                                        List.of(
                                                norwegian("203.0.113.20"),
                                                norwegian("203.0.113.53"),
                                                new Registration(
                                                        "203.0.113.21",
                                                        Optional.of("US"),
                                                        Optional.empty(),
                                                        ""))),
                new Break(
                        "NET-02",
                        "names are not answered",
                        box ->
                                box.replace(
                                        "policies",
                                        "web>10.43.0.10:53:dnsudp answer=123481800001000100000000",
                                        "web>10.43.0.10:53:dnsudp answer=timeout")),
                new Break(
                        "NET-02",
                        "a pod reaches the API without the label",
                        box ->
                                box.replace(
                                        "policies",
                                        "web>203.0.113.7:6443:tcp answer=timeout",
                                        "web>203.0.113.7:6443:tcp answer=open")),
                new Break(
                        "NET-02",
                        "a pod reaches the kubelet",
                        box ->
                                box.replace(
                                        "policies",
                                        "web>203.0.113.7:10250:tcp answer=refused",
                                        "web>203.0.113.7:10250:tcp answer=open")),
                new Break(
                        "NET-02",
                        "a pod is reached by its link-local address",
                        box ->
                                box.replace(
                                        "policies",
                                        "bare>web/6:47831:tcp answer=timeout",
                                        "bare>web/6:47831:tcp answer=open")),
                new Break(
                        "NET-04",
                        "the host reaches what is not listed",
                        box -> box.replace("probes", "PR-12 answer=refused", "PR-12 answer=open")),
                new Break(
                        "NET-04",
                        "the host reaches it over IPv6",
                        box -> box.replace("probes", "PR-13 answer=no-route", "PR-13 answer=open")),
                new Break(
                        "HOST-01",
                        "memory is swapped to a disk",
                        box -> box.put("swap", "/dev/vda2 partition 1048572 0 -2")),
                new Break(
                        "K8S-02",
                        "the API server knows anonymous users",
                        box ->
                                box.replace(
                                        "component-flags",
                                        "anonymous-auth=false",
                                        "anonymous-auth=true")),
                new Break(
                        "K8S-02",
                        "a key of k3s is open to the world",
                        box -> box.replace("modes", "600 root:root", "644 root:root")),
                new Break(
                        "NET-01",
                        "a namespace without a policy",
                        box ->
                                box.replace(
                                        "cluster", "[\"Ingress\", \"Egress\"]", "[\"Ingress\"]")),
                new Break(
                        "NET-02",
                        "a pod without its chain",
                        box -> box.put("packet-filter", "-A KUBE-POD-FW -d 10.42.0.55/32")),
                new Break(
                        "NET-02",
                        "the policy controller did not start",
                        box ->
                                box.put(
                                        "policy-journal",
                                        "Skipping network policy controller start")),
                new Break(
                        "NET-03",
                        "the guard came after k3s",
                        box -> box.replace("guard-order", "guard=5000000", "guard=9900000")),
                new Break(
                        "NET-03",
                        "a first packet got out",
                        box -> box.replace("probes", "PR-09 open=0", "PR-09 open=1")),
                new Break(
                        "NET-04",
                        "a pod reaches what is not listed",
                        box -> box.replace("probes", "PR-07 answer=refused", "PR-07 answer=open")),
                new Break(
                        "NET-04",
                        "the output chain accepts",
                        box ->
                                box.put(
                                        "guard",
                                        box.sections
                                                .get("guard")
                                                .replace(
                                                        "output priority filter - 5; policy drop",
                                                        "output priority filter - 5; policy"
                                                                + " accept"))),
                new Break("NET-04", "somebody changed the table", box -> box.guardProved = false),
                new Break(
                        "NET-07",
                        "egress to everywhere is taken",
                        box ->
                                box.put(
                                        "trials",
                                        box.sections.get("trials")
                                                + "networkpolicy.networking.k8s.io/refuse-egress-all"
                                                + " created (server dry run)\n")),
                new Break(
                        "NET-08",
                        "the kubelet answers outside",
                        box -> box.outside = OutsideProbe.Answers.of(List.of(10250))),
                new Break(
                        "NET-09",
                        "a pod reaches the metadata service",
                        box -> box.replace("probes", "PR-06 answer=timeout", "PR-06 answer=open")),
                new Break(
                        "ACC-01",
                        "passwords open the door",
                        box -> box.put("sshd", "passwordauthentication yes")),
                new Break(
                        "ACC-01",
                        "a key of nobody lets in",
                        box ->
                                box.put(
                                        "keys",
                                        "key SHA256:other /home/ops/.ssh/authorized_keys\n"
                                                + box.sections.get("keys"))),
                new Break(
                        "ACC-01",
                        "the sshd that runs has not read its settings",
                        box ->
                                box.replace(
                                        "sshd", "offers publickey", "offers publickey,password")),
                new Break(
                        "ACC-01",
                        "a Match block lets somebody type a password",
                        box ->
                                box.put(
                                        "sshd",
                                        box.sections.get("sshd")
                                                + "\naccount with-password may type")),
                new Break(
                        "ACC-04",
                        "a default account brings a token",
                        box ->
                                box.replace(
                                        "cluster",
                                        "\"automountServiceAccountToken\": false",
                                        "\"x\": 1")),
                new Break(
                        "ENC-01",
                        "a Secret lies in clear",
                        box ->
                                box.replace(
                                        "canary",
                                        "secret-in-datastore=no",
                                        "secret-in-datastore=yes")),
                new Break(
                        "SUP-01",
                        "containerd has an open default",
                        box -> box.put("registries-of-containerd", "")),
                new Break(
                        "SUP-02",
                        "an image runs by its tag",
                        box -> box.replace("cluster", "@sha256:1111", ":1#")),
                new Break(
                        "K8S-01",
                        "a privileged pod is taken",
                        box ->
                                box.put(
                                        "trials",
                                        box.sections.get("trials")
                                                + "pod/refuse-privileged created (server dry"
                                                + " run)\n")),
                new Break(
                        "K8S-01",
                        "a namespace is wider than nordbox.yaml says",
                        box ->
                                box.replace(
                                        "cluster",
                                        "{\"name\": \"web\"}",
                                        "{\"name\": \"web\", \"labels\":"
                                                + " {\"pod-security.kubernetes.io/enforce\":"
                                                + " \"baseline\"}}")),
                new Break(
                        "K8S-01",
                        "a namespace is held to the standard of an early version",
                        box ->
                                box.replace(
                                        "cluster",
                                        "{\"name\": \"web\"}",
                                        "{\"name\": \"web\", \"labels\":"
                                                + " {\"pod-security.kubernetes.io/enforce-version\":"
                                                + " \"v1.0\"}}")),
                new Break(
                        "K8S-01",
                        "a namespace takes itself out of pod security",
                        box ->
                                box.put(
                                        "trials",
                                        box.sections.get("trials")
                                                + "namespace/refuse-namespace created (server dry"
                                                + " run)\n")),
                new Break(
                        "K8S-01",
                        "a volume of a folder of the host is taken",
                        box ->
                                box.put(
                                        "trials",
                                        box.sections.get("trials")
                                                + "persistentvolume/refuse-folder created (server"
                                                + " dry run)\n")),
                new Break(
                        "K8S-02",
                        "the kubelet takes weak ciphers",
                        box ->
                                box.replace(
                                        "kubelet",
                                        "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256",
                                        "TLS_RSA_WITH_AES_128_CBC_SHA")),
                new Break(
                        "K8S-06",
                        "a claim of another storage is taken",
                        box ->
                                box.put(
                                        "trials",
                                        box.sections.get("trials")
                                                + "persistentvolumeclaim/refuse-claim created"
                                                + " (server dry run)\n")),
                new Break(
                        "SUP-02",
                        "an image of an init container runs by its tag",
                        box ->
                                box.replace(
                                        "cluster",
                                        "{\"containers\": [",
                                        "{\"initContainers\": [{\"image\":"
                                                + " \"registry.example.no/i:1\"}],"
                                                + " \"containers\": [")),
                new Break(
                        "K8S-02",
                        "the kubelet knows anonymous users",
                        box -> box.replace("kubelet", "\"enabled\": false", "\"enabled\": true")),
                new Break(
                        "K8S-05",
                        "a policy was edited",
                        box ->
                                box.drifted =
                                        Set.of("v1.ValidatingAdmissionPolicy..nordbox-services")),
                new Break(
                        "K8S-05",
                        "a static pod lies there",
                        box -> box.put("static-pods", "evil.yaml")),
                new Break(
                        "LOG-01",
                        "the log holds content",
                        box -> box.replace("canary", "marker-in-audit=no", "marker-in-audit=yes")),
                new Break(
                        "HOST-01", "the box' clock jumped", box -> box.ahead = Duration.ofHours(2)),
                new Break(
                        "EVD-01",
                        "the last run is dated ahead",
                        box -> box.replace("evidence", "dated 2026-11-27", "dated 2027-02-28")),
                new Break(
                        "EVD-01",
                        "a run was cut out",
                        box -> box.replace("evidence", "runs 3", "runs 2\nproblem a gap")),
                new Break(
                        "EVD-01",
                        "nobody signed the last run",
                        box ->
                                box.replace("evidence", "signed SHA256:abc\n", "")
                                        .replace("evidence", "known true", "")),
                new Break(
                        "EVD-01",
                        "a key signed it that nobody named",
                        box -> {
                            box.signers = List.of("ssh-ed25519 AAAA");
                            box.replace("evidence", "known true", "known false");
                        }),
                new Break(
                        "HOST-01",
                        "a kernel setting was changed",
                        box ->
                                box.replace(
                                        "kernel",
                                        "vm/overcommit_memory:1",
                                        "vm/overcommit_memory:0")),
                new Break(
                        "HOST-01",
                        "nobody installs updates",
                        box -> box.replace("updates", "installed=yes", "installed=no")),
                new Break(
                        "HOST-01",
                        "somebody switched updates off",
                        box ->
                                box.replace(
                                        "updates",
                                        "Periodic::Unattended-Upgrade \"1\"",
                                        "Periodic::Unattended-Upgrade \"0\"")),
                new Break(
                        "HOST-01",
                        "security updates are not among them",
                        box -> box.replace("updates", "ecurity", "table")),
                new Break(
                        "HOST-01",
                        "the timer of updates is off",
                        box ->
                                box.replace(
                                        "updates",
                                        "apt-daily-upgrade.timer is active",
                                        "apt-daily-upgrade.timer is inactive")),
                new Break(
                        "HOST-01",
                        "updates have not run for weeks",
                        box ->
                                box.replace(
                                        "updates",
                                        "last=" + SeenBox.daysAgo(1),
                                        "last=" + SeenBox.daysAgo(20))),
                new Break(
                        "HOST-01",
                        "the security archive is out of reach",
                        box ->
                                box.replace(
                                        "updates",
                                        "archive=" + SeenBox.daysAgo(2),
                                        "archive=" + SeenBox.daysAgo(30))),
                new Break(
                        "HOST-01",
                        "auditd does not run",
                        box -> box.replace("auditd", "service=active", "service=inactive")),
                new Break(
                        "HOST-01",
                        "nobody watches sshd's configuration",
                        box -> box.replace("auditd", "-w /etc/ssh ", "-w /etc/sshx ")),
                new Break(
                        "LOG-02",
                        "the journal is kept for another time",
                        box -> box.replace("journal", "=180day", "=2week")),
                new Break(
                        "LOG-02",
                        "the journal is in memory",
                        box -> box.replace("journal", "persistent=yes", "persistent=no")),
                new Break(
                        "LOG-02",
                        "the journal has not read its settings",
                        box -> box.replace("journal", "changed=17639", "changed=17649")),
                new Break(
                        "LOG-02",
                        "entries were lost",
                        box ->
                                box.replace(
                                        "journal",
                                        "oldest=" + SeenBox.daysAgo(70),
                                        "oldest=" + SeenBox.daysAgo(20))),
                new Break(
                        "LOG-02",
                        "the audit log goes back too far",
                        box ->
                                box.replace(
                                        "audit",
                                        "last-of-oldest=" + SeenBox.daysAgo(50),
                                        "last-of-oldest=" + SeenBox.daysAgo(300))),
                new Break(
                        "LOG-02",
                        "the API server runs with another age",
                        box -> box.replace("audit", "maxage=180", "maxage=30")),
                new Break(
                        "LOG-04",
                        "a reporter may start",
                        box -> box.replace("reporters", "service masked", "service enabled")),
                new Break(
                        "LOG-04",
                        "the package survey takes part",
                        box -> box.replace("reporters", "\"no\"", "\"yes\"")),
                new Break(
                        "LOG-04",
                        "Traefik was not told to be silent",
                        box ->
                                box.replace(
                                        "cluster",
                                        "{\"items\": [",
                                        "{\"items\": ["
                                                + SeenBox.traefik("--log.level=INFO")
                                                + ",")),
                new Break(
                        "LOC-01",
                        "an address is registered elsewhere",
                        box ->
                                box.registrations =
                                        List.of(registration("US", "Example Hosting AS"))),
                new Break(
                        "LOC-02",
                        "the attestation is over",
                        box -> box.at = Instant.parse("2027-11-02T12:00:00Z")),
                new Break(
                        "LOC-02",
                        "somebody changed it after it was signed",
                        box -> box.attestation = "attestation/changed/nordbox.yaml"),
                new Break(
                        "LOC-02",
                        "nobody signed it",
                        box -> box.attestation = "attestation/unsigned/nordbox.yaml"),
                new Break(
                        "LOC-02",
                        "another key signed it",
                        box -> box.attestation = "attestation/stranger/nordbox.yaml"),
                new Break(
                        "LOC-02",
                        "another organisation holds the address",
                        box -> box.registrations = List.of(registration("NO", "Somebody Else AS"))),
                new Break(
                        "LOC-05",
                        "the node's label says something else",
                        box -> box.replace("cluster", "no-oslo", "no-bergen")),
                new Break(
                        "SUP-06",
                        "packages come from a country that is not allowed",
                        box -> box.mirrorCountry = "US"),
                new Break(
                        "ACC-02",
                        "people log in from a country that is not allowed",
                        box ->
                                box.admins =
                                        List.of(
                                                new AdminNetwork(
                                                        "partner",
                                                        List.of("198.51.100.0/24"),
                                                        "US"))),
                new Break(
                        "SUP-04",
                        "the guard was not there when k3s started",
                        box -> box.replace("guard-order", "guard=5000000", "guard=9900000")),
                new Break(
                        "ENC-03",
                        "a key that opens backups lies there",
                        box ->
                                box.put(
                                        "backups",
                                        "identity=/root/key.txt\n"
                                                + "kit=2026-11-20T12:00:00Z\n"
                                                + "looked=yes")),
                new Break(
                        "ENC-03",
                        "snapshots go out as they are",
                        box -> box.replace("backups", "looked", "s3=etcd-s3\nlooked")),
                new Break(
                        "ENC-04",
                        "what came back in the drill was not what the kit holds",
                        box -> box.put("drill", failedDrill())),
                new Break(
                        "EVD-01",
                        "the last proof is old",
                        box -> box.replace("evidence", "dated 2026-11-27", "dated 2026-11-01")),
                new Break(
                        "NET-02",
                        "a pod lets in whom no policy names",
                        box ->
                                box.replace(
                                        "policies",
                                        "bare>web:47831:tcp answer=refused",
                                        "bare>web:47831:tcp answer=open")),
                new Break(
                        "NET-10",
                        "a pod reaches the controller's port",
                        box ->
                                box.replace(
                                        "policies",
                                        "web>203.0.113.7:8127:tcp answer=timeout",
                                        "web>203.0.113.7:8127:tcp answer=open")),
                new Break(
                        "NET-05",
                        "an endpoint is in a country that is not allowed",
                        box -> box.mirrorCountry = "US"),
                new Break(
                        "SUP-05",
                        "the Git host is in a country that is not allowed",
                        box -> box.gitCountry = "US"),
                new Break(
                        "K8S-03",
                        "a namespace has no quota",
                        box -> box.replace("cluster", "ResourceQuota", "Nothing")),
                new Break(
                        "K8S-04",
                        "a port of the node is given away",
                        box ->
                                box.put(
                                        "trials",
                                        box.sections.get("trials")
                                                + "service/refuse-nodeport created (server dry"
                                                + " run)\n")),
                new Break(
                        "ENC-05",
                        "an Ingress without TLS is taken",
                        box ->
                                box.put(
                                        "trials",
                                        box.sections.get("trials")
                                                + "ingress.networking.k8s.io/refuse-plain-http"
                                                + " created (server dry run)\n")),
                new Break(
                        "ENC-05",
                        "an old version of TLS is taken",
                        box ->
                                box.replace(
                                        "handshakes",
                                        "api 1.1 15030200020246",
                                        "api 1.1 16030200530200")));
    }

    static Registration norwegian(String address) {
        return new Registration(address, Optional.of("NO"), Optional.of("Example Hosting AS"), "");
    }

    static Registration registration(String country, String organisation) {
        return new Registration("203.0.113.7", Optional.of(country), Optional.of(organisation), "");
    }

    private static String failedDrill() {
        return TrialDrill.answer(
                TrialDrill.of(
                        SeenBox.NOW,
                        Duration.ofDays(1),
                        List.of(new Checked("namespaces", false, "shop is not there"))));
    }
}
