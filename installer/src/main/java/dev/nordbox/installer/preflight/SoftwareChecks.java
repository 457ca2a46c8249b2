package dev.nordbox.installer.preflight;

import dev.nordbox.installer.facts.ForeignFilter;
import dev.nordbox.installer.facts.HostFacts;
import dev.nordbox.installer.facts.JavaRuntime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Software that must be there, and software that must not. */
final class SoftwareChecks {
    private static final int LEAST_JAVA = 17;
    private static final String K3S = "k3s";

    /** How to be rid of each, by the name the facts give it. */
    private static final Map<String, String> REMOVAL =
            Map.of(
                    K3S,
                    "/usr/local/bin/k3s-uninstall.sh (this deletes its cluster)",
                    "docker",
                    "apt-get purge docker.io docker-ce",
                    "containerd",
                    "apt-get purge containerd containerd.io",
                    "kubelet",
                    "kubeadm reset; apt-get purge kubelet kubeadm",
                    "rke2",
                    "/usr/local/bin/rke2-uninstall.sh",
                    "microk8s",
                    "snap remove --purge microk8s",
                    "k0s",
                    "k0s reset",
                    "cri-o",
                    "apt-get purge cri-o",
                    "ufw",
                    "ufw disable (nordbox brings its own firewall)",
                    "firewalld",
                    "systemctl disable --now firewalld (nordbox brings its own)");

    private SoftwareChecks() {}

    static List<Check> all(Preflight.JavaSupply java) {
        return List.of(
                Check.must(
                        "two of a kind fight over ports, cgroups and packet filter: k3s, requirements",
                        SoftwareChecks::foreign),
                Check.must("the guard is a table of nftables: README", SoftwareChecks::nftables)
                        .mendedBy(Mend.packages("nftables")),
                Check.must(
                        "what one filter drops no other can let through: nftables, netfilter hooks",
                        SoftwareChecks::filters),
                Check.should("the controller is a Java program: README", f -> java(f, java)));
    }

    private static CheckResult foreign(HostFacts facts) {
        Map<String, String> found = new TreeMap<>(facts.foreign());
        // The notes that tell a box of nordbox's are root's.
        Optional<String> somebodys =
                Optional.ofNullable(facts.login().root() ? null : found.remove(K3S));
        if (found.isEmpty()) {
            return somebodys
                    .map(
                            place ->
                                    CheckResult.warn(
                                            "foreign",
                                            "k3s (%s), and only root can tell whose it is"
                                                    .formatted(place),
                                            LoginChecks.FIRST_ROOT))
                    .orElse(CheckResult.pass("foreign", "nothing that wants the same place"));
        }
        return CheckResult.fail(
                "foreign",
                found.entrySet().stream()
                        .map(entry -> entry.getKey() + " (" + entry.getValue() + ")")
                        .collect(Collectors.joining(", ")),
                found.keySet().stream()
                        .map(name -> REMOVAL.getOrDefault(name, "remove " + name))
                        .collect(
                                Collectors.joining(
                                        "; ", "use a fresh server, or on this one: ", "")));
    }

    private static CheckResult nftables(HostFacts facts) {
        // Without root's rights the path of sbin is the same, so this is no follow-up of sudo.
        return facts.guard().nftInstalled()
                ? CheckResult.pass("nftables", "installed")
                : CheckResult.fail("nftables", "nft is not installed", "apt-get install nftables");
    }

    /** The kernel asks every filter, so ours cannot open what another one closes. */
    private static CheckResult filters(HostFacts facts) {
        List<ForeignFilter> found = facts.guard().foreign();
        if (found.isEmpty()) {
            return CheckResult.pass(
                    "packet filters", "none of somebody else's that closes anything");
        }
        String observed =
                found.stream()
                        .map(f -> "%s %s: %s".formatted(f.table(), f.chain(), f.verdict()))
                        .collect(Collectors.joining(", "));
        String fixes =
                found.stream()
                        .map(SoftwareChecks::opening)
                        .distinct()
                        .collect(Collectors.joining("; "));
        // What the host sends may be let out by rules that nobody can judge from here.
        return found.stream().allMatch(ForeignFilter::outgoing)
                ? CheckResult.warn("packet filters", observed, fixes)
                : CheckResult.fail(
                        "packet filters",
                        observed,
                        "nordbox's guard is a box's firewall: " + fixes);
    }

    private static String opening(ForeignFilter filter) {
        return filter.outgoing() ? lettingOut(filter) : removing(filter);
    }

    /** Without these the kubelet reaches none of its pods, and nobody the API. */
    private static String lettingOut(ForeignFilter filter) {
        return switch (filter.kind()) {
            case IPTABLES ->
                    "let the node's own out: for i in lo cni0; do iptables -I %s -o $i -j ACCEPT;"
                                    .formatted(filter.chain())
                            + " done, and keep it (iptables-save)";
            case NFTABLES ->
                    ("let the node's own out: nft insert rule %s %s oifname '{ \"lo\", \"cni0\" }'"
                                    + " accept, and write it to what loads the table at boot")
                            .formatted(filter.table(), filter.chain());
        };
    }

    private static String removing(ForeignFilter filter) {
        return switch (filter.kind()) {
            case IPTABLES ->
                    "iptables -P %s ACCEPT && iptables -F %s (ip6tables likewise), then"
                                    .formatted(filter.chain(), filter.chain())
                            + " apt-get purge iptables-persistent, which brings them back at boot";
            case NFTABLES ->
                    "nft delete table %s, and take it out of what loads it at boot (grep -rl '%s'"
                                    .formatted(filter.table(), filter.table())
                            + " /etc/nftables*)";
        };
    }

    private static CheckResult java(HostFacts facts, Preflight.JavaSupply supply) {
        Optional<JavaRuntime> good =
                facts.java().stream().filter(java -> java.feature() >= LEAST_JAVA).findFirst();
        if (good.isPresent()) {
            return CheckResult.pass(
                    "java", "%d at %s".formatted(good.get().feature(), good.get().executable()));
        }
        String observed =
                facts.java().isEmpty()
                        ? "none on the server"
                        : "only "
                                + facts.java().stream()
                                        .map(java -> String.valueOf(java.feature()))
                                        .collect(Collectors.joining(", "));
        return supply == Preflight.JavaSupply.BROUGHT
                ? CheckResult.pass("java", observed + "; nordbox brings one")
                : CheckResult.warn(
                        "java",
                        observed + "; the distribution's package will be installed",
                        "if the server reaches no package mirror, bring one: --java-runtime");
    }
}
