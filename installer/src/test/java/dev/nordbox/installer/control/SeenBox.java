package dev.nordbox.installer.control;

import dev.nordbox.installer.config.BoxConfig;
import dev.nordbox.installer.config.BoxConfigReader;
import dev.nordbox.installer.config.Hardening;
import dev.nordbox.installer.drill.TrialDrill;
import dev.nordbox.installer.facts.ClusterFacts;
import dev.nordbox.installer.facts.ClusterPart;
import dev.nordbox.installer.facts.ClusterSurvey;
import dev.nordbox.installer.facts.FactQuery;
import dev.nordbox.installer.facts.FactSection;
import dev.nordbox.installer.facts.FileFacts;
import dev.nordbox.installer.facts.HostFacts;
import dev.nordbox.installer.facts.K3sFacts;
import dev.nordbox.installer.facts.ShellSurvey;
import dev.nordbox.installer.host.FakeHost;
import dev.nordbox.installer.host.Script;
import dev.nordbox.installer.problem.ProblemException;
import dev.nordbox.installer.profile.AdminNetwork;
import dev.nordbox.installer.profile.Anchor;
import dev.nordbox.installer.profile.Endpoint;
import dev.nordbox.installer.profile.Parameters;
import dev.nordbox.installer.profile.Person;
import dev.nordbox.installer.profile.Place;
import dev.nordbox.installer.profile.Profile;
import dev.nordbox.installer.registry.Registration;
import dev.nordbox.installer.step.InstallSpec;
import dev.nordbox.installer.steps.HeldTo;
import dev.nordbox.installer.steps.Provisioning;
import dev.nordbox.installer.steps.Specs;
import dev.nordbox.installer.steps.WatchWithAuditd;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What is seen of a box that meets its profile, for tests to spoil piece by piece. */
public final class SeenBox {
    public static final Instant NOW = Instant.parse("2026-11-28T12:00:00Z");
    private static final String PINNED =
            "835873f37245fc615f547a2fe2af9402a347875f13fa64a1f136de644955ea3f";
    static final String KEY = "SHA256:" + "k".repeat(43);
    private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);

    final Map<String, String> sections = new HashMap<>();
    OutsideProbe.Answers outside = OutsideProbe.Answers.of(List.of(443, 6443));
    Set<String> drifted = Set.of();
    Set<ClusterPart> known = Set.of(ClusterPart.NODE, ClusterPart.DRIFT);
    boolean guardProved = true;
    String mirrorCountry = "NO";
    String gitCountry = "NO";
    String attestation = "attestation/nordbox.yaml";
    Instant at = NOW;
    String address = "203.0.113.7/24";
    Hardening hardening = Hardening.STANDARD;
    String mirror = "203.0.113.21";
    List<String> open = List.of("80/tcp", "443/tcp");
    Parameters.Jurisdiction git = Parameters.Jurisdiction.DENY;

    /** How far the box' clock is ahead. */
    Duration ahead = Duration.ZERO;

    Uptime uptime =
            new Uptime(
                    "4be9",
                    "a1b2",
                    Optional.of(NOW.minus(Duration.ofHours(5))),
                    Optional.of(NOW.minus(Duration.ofHours(4))));
    List<Registration> registrations =
            List.of(
                    new Registration(
                            "203.0.113.7",
                            Optional.of("NO"),
                            Optional.of("EXAMPLE Hosting, AS"),
                            ""));
    List<Registration> endpoints =
            Stream.of("203.0.113.20", "203.0.113.21", "203.0.113.53")
                    .map(
                            address ->
                                    new Registration(
                                            address, Optional.of("NO"), Optional.empty(), ""))
                    .toList();
    List<AdminNetwork> admins =
            List.of(new AdminNetwork("office", List.of("198.51.100.0/24"), "NO"));
    List<Person> persons = List.of(new Person("operations", List.of(KEY)));
    List<Anchor> anchors =
            List.of(
                    anchor("kjeller", "Kjeller", new Anchor.Spot(59.975, 11.051), "b"),
                    anchor("oslo", "Oslo", new Anchor.Spot(59.913, 10.752), "c"));
    List<String> signers = List.of();
    List<String> webhooks = List.of();
    private boolean workloads = true;
    Optional<String> k3sSum = Optional.of(PINNED);

    SeenBox() {
        put(
                "guard",
                """
                table inet nordbox {
                \tchain input {
                \t\ttype filter hook input priority filter - 5; policy drop;
                \t}
                \tchain forward {
                \t\ttype filter hook forward priority filter - 5; policy drop;
                \t}
                \tchain output {
                \t\ttype filter hook output priority filter - 5; policy drop;
                \t}
                }
                """);
        put(
                "guard-order",
                "guard=5000000\n"
                        + "k3s=9000000\n"
                        + "enabled=enabled\n"
                        + "requires=nordbox-guard.service -.mount");
        put(
                "probes",
                """
                ready state=open address=10.42.0.254
                PR-07 answer=refused tries=1 counted=1 target=192.0.2.1
                PR-06 answer=timeout tries=1 counted=2
                PR-08 answer=open from=host name=git target=203.0.113.20 port=22
                PR-12 answer=refused tries=1 counted=1 target=192.0.2.1
                PR-13 answer=no-route tries=0 counted=0
                PR-09 open=0 tries=5 counted=5 target=192.0.2.1
                """);
        put("policies", recorded("policies"));
        put("handshakes", recorded("handshakes"));
        put(
                "trials",
                """
                service/take-service created (server dry run)
                networkpolicy.networking.k8s.io/take-networkpolicy created (server dry run)
                pod/take-pod created (server dry run)
                persistentvolumeclaim/take-claim created (server dry run)
                """
                        + refused("persistentvolumeclaims", "refuse-claim", "K8S-06: x")
                        + refused("services", "refuse-nodeport", "K8S-04: x")
                        + refused("services", "refuse-loadbalancer", "K8S-04: x")
                        + refused("services", "refuse-externalname", "K8S-04: x")
                        + refused(
                                "services",
                                "refuse-externalips",
                                "Use of external IPs is denied by admission control")
                        + refused("networkpolicies", "refuse-egress-all", "NET-07: x")
                        + refused("networkpolicies", "refuse-egress-cidr", "NET-07: x")
                        + refused("ingresses", "refuse-plain-http", "ENC-05: x")
                        + refused("namespaces", "refuse-namespace", "K8S-01: x")
                        + refused("persistentvolumes", "refuse-folder", "K8S-01: x")
                        + refused("pods", "refuse-registry", "SUP-01: x")
                        + refused("pods", "refuse-registry-init", "SUP-01: x")
                        + refused("pods", "refuse-digest", "SUP-02: x")
                        + refused("pods", "refuse-root", "violates PodSecurity")
                        + refused("pods", "refuse-privileged", "violates PodSecurity")
                        + refused("pods", "refuse-hostnetwork", "violates PodSecurity")
                        + refused("pods", "refuse-hostpath", "violates PodSecurity")
                        + refused("pods", "refuse-capability", "violates PodSecurity"));
        put(
                "canary",
                """
                created=0
                secret-in-datastore=no
                configmap-in-datastore=yes
                secretbox-in-datastore=yes
                event-in-audit=yes
                marker-in-audit=no
                marker-in-audit-encoded=no
                """);
        put("cluster", "{\"items\": [" + NODE + "," + NAMESPACE + "," + POLICY + "," + REST + "]}");
        put(
                "admission",
                """
                {"items": [{"kind": "ValidatingAdmissionPolicy", "metadata": {"name": "nordbox-images",
                 "labels": {"nordbox.no/part-of": "baseline"}, "managedFields": [{"manager": "nordbox-installer", "operation": "Apply"}, {"manager": "deploy@box", "operation": "Update"},
                 {"manager": "k3s", "operation": "Update", "subresource": "status"}]}}]}""");
        put("door-kinds", "looked=yes");
        put("doors", "");
        put("component-flags", recorded("component-flags"));
        put("packet-filter", "-A KUBE-POD-FW -d 10.42.0.5/32 -j KUBE-POD-FW-X");
        put("pods-since", "u-1\nlooked=yes");
        put("kubelet", recorded("kubelet"));
        put("keys", "key %s /root/.ssh/authorized_keys\nlooked=yes".formatted(KEY));
        put(
                "anchors",
                """
                kjeller address=203.0.113.20 tries=24 failed=0 tcp=240 because=
                kjeller certificate=%1$s key=%2$s done=24 tls=690
                oslo address=203.0.113.21 tries=24 failed=1 tcp=310 because=hung-up
                oslo certificate=%3$s key=%1$s done=23 tls=900
                """
                        .formatted("a".repeat(64), "b".repeat(64), "c".repeat(64)));
        put(
                "sshd",
                "passwordauthentication no\nkbdinteractiveauthentication no\n"
                        + "authenticationmethods any\noffers publickey");
        put(
                "kernel",
                """
                vm/panic_on_oom:0
                vm/overcommit_memory:1
                kernel/panic:10
                kernel/panic_on_oops:1
                kernel/kptr_restrict:2
                kernel/dmesg_restrict:1
                fs/suid_dumpable:0
                net/ipv4/conf/all/rp_filter:2
                net/ipv4/conf/all/accept_redirects:0
                net/ipv4/conf/all/send_redirects:0
                net/ipv4/conf/all/accept_source_route:0
                net/ipv4/tcp_syncookies:1
                """);
        put(
                "names",
                """
                git.example.no 203.0.113.20 2001:db8::20
                mirror.example.no 203.0.113.21
                dns.example.no 203.0.113.53
                """);
        put("swap", "");
        put("static-pods", "");
        put("time", "active\nyes");
        put("modes", "600 root:root /etc/rancher/k3s/token\n700 root:root /var/lib/db");
        put("registries", "mirrors: {\"*\": {endpoint: [\"https://registry.invalid\"]}}");
        put("registries-of-containerd", "server = \"https://registry.invalid\"");
        put(
                "evidence",
                """
                runs 3
                newest 20261127T120000Z
                dated 2026-11-27T12:00:00Z
                signed SHA256:abc
                known true
                """);
        put(
                "journal",
                """
                Storage=auto
                MaxRetentionSec=1month
                Storage=persistent
                MaxRetentionSec=180day
                persistent=yes
                started=1764000000
                changed=1763999000
                oldest=%d
                since=%d
                """
                        .formatted(daysAgo(70), daysAgo(60)));
        put(
                "audit",
                """
                audit-log-maxage=180
                audit-log-maxbackup=200
                last-of-oldest=%d
                first-of-oldest=%d
                """
                        .formatted(daysAgo(50), daysAgo(60)));
        put(
                "updates",
                """
                installed=yes
                APT::Periodic::Enable "1";
                APT::Periodic::Update-Package-Lists "1";
                APT::Periodic::Unattended-Upgrade "1";
                Unattended-Upgrade::Origins-Pattern "";
                Unattended-Upgrade::Origins-Pattern:: "origin=Debian,codename=${distro_codename}-security,label=Debian-Security";
                timer apt-daily.timer is active
                timer apt-daily-upgrade.timer is active
                last=%d
                archive=%d
                """
                        .formatted(daysAgo(1), daysAgo(2)));
        put(
                "auditd",
                "installed=yes\nservice=active\nenabled=1\n"
                        + WatchWithAuditd.WATCHED.stream()
                                .map(path -> "-w " + path + " -p wa -k nordbox-x")
                                .collect(Collectors.joining("\n")));
        put("reporters", "whoopsie.service masked enabled\nPARTICIPATE=\"no\"");
        put("sources", "apt http://mirror.example.no/debian\nntp 203.0.113.53\ndns 203.0.113.53");
        put("logins", "   3 ssh 198.51.100.7\n   9 api 10.42.0.9\n  40 api 127.0.0.1\nlooked 1");
        put("own-addresses", "203.0.113.7");
        put("backups", "kit=2026-11-20T12:00:00Z\nlooked=yes");
        put("signers", TrialDrill.OPERATOR.publicKey());
        put("drill", TrialDrill.answer(TrialDrill.ended(NOW.minus(Duration.ofDays(8)))));
    }

    /** One more object in the cluster, from before the profile. */
    void alive(String object) {
        replace("cluster", "{\"items\": [", "{\"items\": [" + object + ",");
    }

    private static final String NODE =
            "{\"kind\": \"Node\", \"metadata\": {\"name\": \"fake\", \"labels\":"
                    + " {\"node-restriction.kubernetes.io/nordbox-location\": \"no-oslo\"}},"
                    + " \"status\": {\"addresses\": [{\"type\": \"InternalIP\", \"address\":"
                    + " \"203.0.113.7\"}]}}";

    private static final String NAMESPACE =
            "{\"kind\": \"Namespace\", \"metadata\": {\"name\": \"web\"}}";

    private static final String POLICY =
            "{\"kind\": \"NetworkPolicy\", \"metadata\": {\"name\": \"deny\", \"namespace\":"
                    + " \"web\"}, \"spec\": {\"podSelector\": {}, \"policyTypes\": [\"Ingress\","
                    + " \"Egress\"]}}";

    private static final String REST =
            "{\"kind\": \"ResourceQuota\", \"metadata\": {\"name\": \"q\", \"namespace\":"
                    + " \"web\"}},{\"kind\": \"LimitRange\", \"metadata\": {\"name\": \"l\","
                    + " \"namespace\": \"web\"}},{\"kind\": \"ServiceAccount\", \"metadata\":"
                    + " {\"name\": \"default\", \"namespace\": \"web\"},"
                    + " \"automountServiceAccountToken\": false},{\"apiVersion\": \"v1\", \"kind\": \"Pod\", \"metadata\":"
                    + " {\"name\": \"p\", \"namespace\": \"web\", \"uid\": \"u-1\"}, \"spec\": {\"containers\":"
                    + " [{\"image\": \"registry.example.no/p@sha256:"
                    + "1111111111111111111111111111111111111111111111111111111111111111\"}]},"
                    + " \"status\": {\"phase\": \"Running\", \"podIP\": \"10.42.0.5\"}}";

    static long daysAgo(int days) {
        return NOW.minus(Duration.ofDays(days)).getEpochSecond();
    }

    private static String refused(String kind, String name, String because) {
        return "Error from server (Forbidden): error when creating \"STDIN\": %s \"%s\" is forbidden: %s\n"
                .formatted(kind, name, because);
    }

    /** A pod of Traefik with one argument. */
    static String traefik(String argument) {
        return "{\"apiVersion\": \"v1\", \"kind\": \"Pod\", \"metadata\": {\"name\": \"traefik-1\", \"namespace\":"
                + " \"kube-system\", \"labels\": {\"app.kubernetes.io/name\": \"traefik\"}},"
                + " \"spec\": {\"containers\": [{\"image\": \"rancher/traefik\", \"args\": [\""
                + argument
                + "\"]}]}, \"status\": {\"phase\": \"Pending\"}}";
    }

    /** A section that is long. */
    private static String recorded(String section) {
        return Script.beside(SeenBox.class, "seen/" + section);
    }

    static SeenBox good() {
        return new SeenBox();
    }

    /** A profile that names no registry, and a cluster with nothing but k3s' own pods. */
    SeenBox withoutWorkloads() {
        workloads = false;
        put("cluster", "{\"items\": [" + NODE + "," + NAMESPACE + "," + POLICY + "]}");
        put("policies", "");
        return replace("trials", "pod/take-pod created (server dry run)", "SUP-01: x")
                .replace("trials", "SUP-02: x", "SUP-01: x");
    }

    SeenBox put(String section, String text) {
        sections.put(section, text);
        return this;
    }

    SeenBox replace(String section, String found, String by) {
        if (!sections.get(section).contains(found)) {
            throw new IllegalArgumentException(section + " has no " + found);
        }
        return put(section, sections.get(section).replace(found, by));
    }

    public Seen seen() throws ProblemException {
        FakeHost host = FakeHost.debian12();
        host.machine.clock = NOW.plus(ahead);
        host.machine.address = address;
        InstallSpec spec =
                HeldTo.nordic(
                        Specs.withFirewall(new BoxConfig.Firewall(List.of(), List.of(), open)),
                        new Endpoint(
                                "git",
                                List.of("203.0.113.20/32"),
                                Optional.of("git.example.no"),
                                List.of("22/tcp"),
                                false,
                                "gitops",
                                Optional.of("Example AS"),
                                Optional.of(gitCountry)),
                        source("mirror", mirror + "/32", "mirror.example.no", "80/tcp"),
                        source("names", "203.0.113.53/32", "dns.example.no", "53/udp"));
        Provisioning.ofHostSteps(spec).up(host);
        if (!guardProved) {
            host.firewall.loaded = Optional.of("something else");
        }
        HostFacts surveyed =
                new ShellSurvey(ClusterSurvey.NONE, ShellSurvey.Sums.FORGET, CLOCK)
                        .gather(host, FactQuery.NOTHING)
                        .with(
                                Optional.of(
                                        new ClusterFacts(
                                                known,
                                                true,
                                                "",
                                                Optional.empty(),
                                                drifted,
                                                Set.of(),
                                                Optional.empty(),
                                                Set.of(),
                                                Set.of(),
                                                Map.of(),
                                                Map.of())));
        HostFacts facts = k3sSum.isEmpty() ? surveyed : withK3s(surveyed, k3sSum.get());
        Profile profile = spec.config().profile().orElseThrow();
        Parameters said = profile.parameters();
        Profile withControls =
                new Profile(
                        profile.name(),
                        profile.country(),
                        profile.version(),
                        profile.title(),
                        new Parameters(
                                said.countries(),
                                said.owners(),
                                workloads ? said.registries() : List.of(),
                                said.systemRegistries(),
                                said.mirrors(),
                                said.storageClasses(),
                                said.egress(),
                                said.ingressHosts(),
                                said.logDays(),
                                said.evidenceDays(),
                                admins,
                                persons,
                                git,
                                place(),
                                signers,
                                webhooks,
                                said.authority(),
                                said.selfProof()),
                        new BoxConfigReader(Path.of("/home/ops"), CLOCK)
                                .profile("nordic")
                                .controls(),
                        profile.waivers(),
                        profile.unenforced(),
                        profile.manifests());
        return new Seen(
                withControls,
                spec.config().with(hardening),
                facts,
                sections,
                outside,
                registrations,
                endpoints,
                uptime,
                at);
    }

    static Anchor anchor(String name, String city, Anchor.Spot spot, String digit) {
        return new Anchor(
                name,
                name + ".example.no",
                443,
                city,
                "NO",
                Optional.of(spot),
                240,
                digit.repeat(64));
    }

    private Endpoint source(String name, String cidr, String host, String port) {
        return new Endpoint(
                name,
                List.of(cidr),
                Optional.of(host),
                List.of(port),
                false,
                "",
                Optional.of("Example AS"),
                Optional.of(mirrorCountry));
    }

    private Place place() throws ProblemException {
        Path file =
                Path.of("src/test/resources/dev/nordbox/installer/control").resolve(attestation);
        Place read =
                new BoxConfigReader(Path.of("/home/ops"), CLOCK)
                        .profile("nordic", file)
                        .parameters()
                        .place();
        return new Place(read.attestation(), read.attestors(), read.registry(), anchors);
    }

    /** The facts of a host with a k3s of that sum. */
    private static HostFacts withK3s(HostFacts facts, String sum) {
        Map<String, FileFacts> files = new HashMap<>(facts.files());
        files.put(
                "/usr/local/bin/k3s",
                new FileFacts(FileFacts.Kind.FILE, "0755", "root:root", 1, sum, "", Instant.EPOCH));
        Map<FactSection<?>, Object> sections = new HashMap<>(facts.sections());
        sections.put(FileFacts.SECTION, files);
        sections.put(K3sFacts.SECTION, new K3sFacts(true, Optional.of("v1.36.4+k3s1"), List.of()));
        return new HostFacts(sections, facts.cluster());
    }

    /** A box in order, of which nobody wrote down whose the keys are. */
    public static Seen doubtfulOne() throws ProblemException {
        SeenBox box = good();
        box.persons = List.of();
        return box.seen();
    }

    public static Seen goodOne() throws ProblemException {
        return good().seen();
    }
}
