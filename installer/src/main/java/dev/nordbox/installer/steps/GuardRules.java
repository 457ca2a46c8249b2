package dev.nordbox.installer.steps;

import dev.nordbox.installer.config.BoxConfig;
import dev.nordbox.installer.config.Cidr;
import dev.nordbox.installer.facts.HostFacts;
import dev.nordbox.installer.problem.ExitCode;
import dev.nordbox.installer.problem.Problem;
import dev.nordbox.installer.problem.ProblemException;
import dev.nordbox.installer.profile.Profile;
import dev.nordbox.installer.step.InstallSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What the guard lets in: the model of {@code /etc/nftables.d/nordbox.nft}. Every text in it was
 * checked to be an address range, a port or a port range, since the template prints them bare.
 *
 * @param admins4 who reaches the Kubernetes API
 * @param sshFromEverywhere {@code ssh4} and {@code ssh6} are empty then
 * @param podInterfaces where pods speak from
 * @param clusterCidrs addresses that are only good on those interfaces
 * @param metadata4 where a cloud hands out the host's credentials: never for pods
 * @param egressLocked nothing leaves but to {@code egress}; else pods and host reach out freely
 * @param podsInside pods reach nothing outside in any case
 */
record GuardRules(
        List<String> admins4,
        List<String> admins6,
        boolean sshFromEverywhere,
        List<String> ssh4,
        List<String> ssh6,
        List<String> sshPorts,
        List<String> openTcp,
        List<String> openUdp,
        List<String> podInterfaces,
        List<String> clusterCidrs,
        List<String> metadata4,
        List<String> metadata6,
        boolean egressLocked,
        List<EgressRule> egress,
        boolean podsInside) {

    private static final List<String> POD_INTERFACES =
            List.of("cni0", "flannel.1", "flannel-v6.1", "flannel-wg");

    /** k3s' defaults for pods and services. */
    static final List<String> CLUSTER_CIDRS = List.of("10.42.0.0/16", "10.43.0.0/16");

    private static final Pattern PORT =
            Pattern.compile("([1-9]\\d{0,4})(?:-([1-9]\\d{0,4}))?/(tcp|udp)");
    private static final int LAST_PORT = 65535;
    private static final String SSH_PORT = "22";

    /**
     * @throws ProblemException CONFIG_INVALID with every CIDR and port that is none, and with what
     *     the box must reach and the profile would close it against
     */
    static GuardRules of(HostFacts facts, InstallSpec spec) throws ProblemException {
        BoxConfig.Firewall firewall = spec.config().firewall();
        Optional<Profile> profile = spec.config().profile();
        List<Problem> problems = new ArrayList<>();
        profile.ifPresent(held -> problems.addAll(WayOut.problems(held, facts, spec)));
        List<Cidr> admins =
                firewall.admins().isEmpty()
                        ? ApiAdmins.of(facts, firewall).cidrs()
                        : cidrs("firewall.admins", firewall.admins(), problems);
        List<Cidr> ssh = cidrs("firewall.ssh", firewall.ssh(), problems);
        List<Cidr> metadata = cidrs("metadata", BoxConfig.METADATA_SERVICES, problems);
        List<String> tcp = ports(spec.config().open(), "tcp", problems);
        List<String> udp = ports(spec.config().open(), "udp", problems);
        if (!problems.isEmpty()) {
            throw new ProblemException(ExitCode.CONFIG_INVALID, problems);
        }
        return new GuardRules(
                of(admins, false),
                of(admins, true),
                ssh.isEmpty(),
                of(ssh, false),
                of(ssh, true),
                sshPorts(facts),
                tcp,
                udp,
                POD_INTERFACES,
                CLUSTER_CIDRS,
                of(metadata, false),
                of(metadata, true),
                profile.isPresent(),
                profile.map(EgressRule::of).orElse(List.of()).stream()
                        .map(rule -> firewall.podsInside() ? rule.forTheHostAlone() : rule)
                        .toList(),
                firewall.podsInside());
    }

    /** For people: who may reach what. */
    String summary() {
        String admins = String.join(" ", join(admins4, admins6));
        String ssh = sshFromEverywhere ? "everyone" : String.join(" ", join(ssh4, ssh6));
        return "6443 from %s; ssh (%s) from %s; open: %s%s"
                .formatted(
                        admins.isEmpty() ? "nobody" : admins,
                        String.join(" ", sshPorts),
                        ssh,
                        openTcp.isEmpty() && openUdp.isEmpty()
                                ? "nothing"
                                : String.join(
                                        " ",
                                        Stream.concat(
                                                        openTcp.stream().map(p -> p + "/tcp"),
                                                        openUdp.stream().map(p -> p + "/udp"))
                                                .toList()),
                        (egressLocked ? "; out: " + endpoints() : "")
                                + (podsInside ? "; pods: inside" : ""));
    }

    private String endpoints() {
        String names =
                egress.stream().map(EgressRule::name).distinct().collect(Collectors.joining(" "));
        return names.isEmpty() ? "nowhere" : names;
    }

    /** A range, or the range of one address; bits behind the prefix are cleared. */
    static Optional<Cidr> network(String text) {
        return Cidr.parse(text)
                .or(() -> Cidr.IpAddress.parse(text).map(Cidr::of))
                .map(Cidr::network);
    }

    private static List<Cidr> cidrs(String field, List<String> texts, List<Problem> problems) {
        List<Cidr> cidrs = new ArrayList<>();
        for (String text : texts) {
            Optional<Cidr> cidr = network(text);
            if (cidr.isPresent()) {
                cidrs.add(cidr.get());
            } else {
                problems.add(
                        new Problem(
                                "'" + text + "' is neither an address nor a range of addresses",
                                field,
                                "write 198.51.100.7 or 198.51.100.0/24"));
            }
        }
        return cidrs.stream().distinct().toList();
    }

    private static List<String> ports(List<String> texts, String protocol, List<Problem> problems) {
        List<String> ports = new ArrayList<>();
        for (String text : texts) {
            Matcher port = PORT.matcher(text);
            if (!port.matches() || !inRange(port.group(1)) || !inRange(port.group(2))) {
                if (protocol.equals("tcp")) { // told once
                    problems.add(
                            new Problem(
                                    "'" + text + "' is not a port",
                                    "firewall.open",
                                    "write 443/tcp, 51820/udp or 8000-8010/tcp"));
                }
            } else if (port.group(3).equals(protocol)) {
                ports.add(text.substring(0, text.indexOf('/')));
            }
        }
        return ports.stream().distinct().toList();
    }

    private static boolean inRange(@org.jspecify.annotations.Nullable String port) {
        return port == null || (Integer.parseInt(port) > 0 && Integer.parseInt(port) <= LAST_PORT);
    }

    /**
     * Every port that somebody could be logging in by: this session's, and those sshd is told to
     * listen on. Not all that it holds open: a forward with GatewayPorts is somebody else's server.
     */
    private static List<String> sshPorts(HostFacts facts) {
        TreeSet<Integer> ports = new TreeSet<>(facts.login().doors().ports());
        facts.login().sshPort().ifPresent(ports::add);
        return ports.isEmpty() ? List.of(SSH_PORT) : ports.stream().map(String::valueOf).toList();
    }

    private static List<String> of(List<Cidr> cidrs, boolean v6) {
        return cidrs.stream().filter(cidr -> isV6(cidr) == v6).map(Cidr::toString).toList();
    }

    private static List<String> join(List<String> some, List<String> more) {
        return Stream.concat(some.stream(), more.stream()).toList();
    }

    private static boolean isV6(Cidr cidr) {
        return cidr.address().bits() > 32;
    }
}
