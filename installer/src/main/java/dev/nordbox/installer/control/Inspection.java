package dev.nordbox.installer.control;

import dev.nordbox.installer.config.BoxConfig;
import dev.nordbox.installer.config.Cidr;
import dev.nordbox.installer.facts.ClusterPart;
import dev.nordbox.installer.facts.HostFacts;
import dev.nordbox.installer.facts.Survey;
import dev.nordbox.installer.host.Command;
import dev.nordbox.installer.host.Script;
import dev.nordbox.installer.host.Shell;
import dev.nordbox.installer.problem.ProblemException;
import dev.nordbox.installer.profile.Anchor;
import dev.nordbox.installer.profile.Endpoint;
import dev.nordbox.installer.profile.Parameters;
import dev.nordbox.installer.profile.Profile;
import dev.nordbox.installer.registry.Registration;
import dev.nordbox.installer.registry.Registry;
import dev.nordbox.installer.steps.NodeName;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/** Looks at a box and tries it, one script a kind of question; leaves it as it was. */
public final class Inspection {
    static final String LOOK = "look at the box";
    static final String LOOK_AT_HOST = "look at the host";
    static final String TRY = "try what the API server takes";
    static final String CANARY = "look for markers in the datastore";
    static final String PROBE = "try what the guard lets through";
    static final String NAMES = "ask where names lead";
    static final String HANDSHAKES = "try which TLS is taken";
    static final String ANCHORS = "time servers of known places";
    static final String POLICIES = "try what network policies let through";

    private static final Duration DEADLINE = Duration.ofMinutes(10);
    private static final String DIGEST = "@sha256:" + "1".repeat(64);
    private static final int MARKER_BYTES = 12;

    private final Survey survey;
    private final Supplier<OutsideProbe.Answers> outside;
    private final Registry registry;
    private final RandomGenerator random;
    private final Clock clock;

    /**
     * @param survey of host and cluster
     * @param outside connects from this machine
     * @param registry of addresses, asked where the profile names one
     * @param random makes the markers
     */
    public Inspection(
            Survey survey,
            Supplier<OutsideProbe.Answers> outside,
            Registry registry,
            RandomGenerator random,
            Clock clock) {
        this.survey = survey;
        this.outside = outside;
        this.registry = registry;
        this.random = random;
        this.clock = clock;
    }

    public Seen see(Shell host, BoxConfig config, Profile profile) throws ProblemException {
        HostFacts facts =
                survey.gather(
                        host,
                        SupplyChecks.query()
                                .and(NodeName.query())
                                .cluster(ClusterPart.NODE, ClusterPart.DRIFT));
        Map<String, String> sections = new HashMap<>(Seen.sections(run(host, LOOK, "look.sh")));
        String days = String.valueOf(profile.parameters().logDays());
        sections.putAll(Seen.sections(run(host, LOOK_AT_HOST, "look-host.sh", days)));
        sections.put("drill", DrillEvidence.ask(host));
        sections.put("trials", trials(host, profile.parameters()));
        sections.put(
                "canary", run(host, CANARY, "canary.sh", marker(), marker(), canary(), canary()));
        sections.put("probes", probes(host, profile.parameters()));
        sections.put("names", names(host, profile.parameters()));
        sections.put("handshakes", handshakes(host, sections));
        sections.put("anchors", anchors(host, profile.parameters()));
        sections.put("policies", policies(host, profile.parameters(), sections));
        return new Seen(
                profile,
                config,
                facts,
                sections,
                outside.get(),
                registrations(
                        profile,
                        LocationChecks.publicAddresses(
                                facts.network().addresses(), config.ssh().address())),
                registrations(profile, EndpointChecks.addresses(profile.parameters())),
                Uptime.of(host),
                clock.instant());
    }

    private List<Registration> registrations(Profile profile, List<String> addresses) {
        return profile.parameters()
                .place()
                .registry()
                .map(base -> registry.of(base, addresses))
                .orElse(List.of());
    }

    /** In the controller's name: root of the cluster may do more. */
    private static String trials(Shell host, Parameters parameters) throws ProblemException {
        String image = image(parameters);
        String manifests =
                Script.beside(Inspection.class, "trials.yaml")
                        .replace("IMAGE", image + DIGEST)
                        .replace("TAGGED", image + ":latest")
                        .replace(
                                "CLASS",
                                parameters.storageClasses().stream().findFirst().orElse("none"));
        Command command =
                Command.of(
                                "sh",
                                "-c",
                                "/usr/local/bin/k3s kubectl --kubeconfig /etc/rancher/k3s/k3s.yaml"
                                        + " create --dry-run=server"
                                        + " --as=system:serviceaccount:nordbox-system:nordbox-controller"
                                        + " -f - 2>&1; :")
                        .withInput(manifests.getBytes(StandardCharsets.UTF_8))
                        .within(DEADLINE)
                        .withRoot()
                        .called(TRY);
        return host.run(command).orFail(host, command).stdout();
    }

    /** A name that the profile takes, of an image that is nowhere. */
    private static String image(Parameters parameters) {
        return parameters.registries().stream().findFirst().orElse("registry.invalid/") + "nordbox";
    }

    private static String names(Shell host, Parameters parameters) throws ProblemException {
        return run(
                host, NAMES, "names.sh", EndpointChecks.names(parameters).toArray(String[]::new));
    }

    private static String handshakes(Shell host, Map<String, String> sections)
            throws ProblemException {
        List<String> arguments = new ArrayList<>(TlsHello.arguments());
        TlsChecks.targets(cluster(sections)).forEach((name, at) -> arguments.add(name + "=" + at));
        return run(host, HANDSHAKES, "handshake.sh", arguments.toArray(String[]::new));
    }

    private static String anchors(Shell host, Parameters parameters) throws ProblemException {
        List<String> arguments = new ArrayList<>();
        arguments.add(String.valueOf(AnchorChecks.SAMPLES));
        for (Anchor anchor : parameters.place().anchors()) {
            arguments.add("%s=%s=%d".formatted(anchor.name(), anchor.host(), anchor.port()));
        }
        return parameters.place().anchors().isEmpty()
                ? ""
                : run(host, ANCHORS, "anchors.sh", arguments.toArray(String[]::new));
    }

    private static ClusterObjects cluster(Map<String, String> sections) {
        return ClusterObjects.ofText(sections.getOrDefault("cluster", ""));
    }

    private static String policies(Shell host, Parameters parameters, Map<String, String> sections)
            throws ProblemException {
        PolicyPlan plan = PolicyPlan.of(cluster(sections));
        if (plan.isEmpty()) {
            return "";
        }
        List<String> arguments = new ArrayList<>();
        arguments.add(image(parameters) + DIGEST);
        arguments.add(PolicyPlan.API_LABEL);
        arguments.add(String.join(",", plan.namespaces()));
        plan.tries().forEach(one -> arguments.add(one.argument()));
        return run(host, POLICIES, "probe-policies.sh", arguments.toArray(String[]::new));
    }

    private static String probes(Shell host, Parameters parameters) throws ProblemException {
        List<String> arguments = new ArrayList<>();
        arguments.add(GuardChecks.elsewhere(parameters));
        for (Endpoint endpoint : parameters.egress()) {
            endpoint.cidrs().stream()
                    .flatMap(cidr -> Cidr.parse(cidr).stream())
                    .filter(cidr -> cidr.bits() == 32 && cidr.address().bits() == 32)
                    .forEach(cidr -> addTries(arguments, endpoint, cidr));
        }
        return run(host, PROBE, "probe.sh", arguments.toArray(String[]::new));
    }

    private static void addTries(List<String> arguments, Endpoint endpoint, Cidr cidr) {
        endpoint.ports().stream()
                .filter(port -> port.endsWith("/tcp"))
                .map(port -> port.substring(0, port.indexOf('/')))
                .forEach(
                        port ->
                                arguments.add(
                                        "%s:%s:%s:%s"
                                                .formatted(
                                                        endpoint.pods() ? "pod" : "host",
                                                        cidr.address(),
                                                        port,
                                                        endpoint.name())));
    }

    private static String run(Shell host, String label, String script, String... arguments)
            throws ProblemException {
        Command command =
                Command.script(label, Script.beside(Inspection.class, script), arguments)
                        .within(DEADLINE)
                        .withRoot();
        return host.run(command).orFail(host, command).stdout();
    }

    private String marker() {
        return "nordbox-marker-" + hex();
    }

    /** The name of an object, which may be logged. */
    private String canary() {
        return "nordbox-canary-" + hex();
    }

    private String hex() {
        byte[] bytes = new byte[MARKER_BYTES];
        random.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }
}
