package dev.nordbox.installer.preflight;

import dev.nordbox.installer.facts.HostFacts;
import dev.nordbox.installer.facts.Sources;
import java.util.List;
import java.util.stream.Stream;

/** How names become addresses. */
final class NameChecks {
    private static final int MOST = 3;

    private NameChecks() {}

    static List<Check> all() {
        return List.of(
                Check.should(
                        "where all name servers are the host itself k3s takes 8.8.8.8: k3s,"
                                + " resolv-conf",
                        NameChecks::resolver),
                Check.should(
                        "the kubelet hands three of them to pods: Kubernetes, DNS",
                        NameChecks::count),
                Check.must(
                                "health checks and the API go to localhost: hosts(5)",
                                NameChecks::localhost)
                        .mendedBy(
                                new Mend(
                                        "add localhost to /etc/hosts",
                                        Mend.script("add localhost", "add-localhost.sh"))),
                Check.should(
                        "sudo and the kubelet look the host's name up: hosts(5)", NameChecks::own));
    }

    private static List<String> servers(HostFacts facts, String key) {
        return facts.around().all(key).stream()
                .map(line -> line.split("\\s+"))
                .filter(words -> words.length > 1 && words[0].equals("nameserver"))
                .map(words -> words[1])
                .toList();
    }

    /** A stub on 127.0.0.53 does no harm where systemd tells whom it asks: k3s reads that. */
    private static CheckResult resolver(HostFacts facts) {
        List<String> all =
                Stream.concat(
                                servers(facts, "resolver").stream(),
                                servers(facts, "upstream-resolver").stream())
                        .distinct()
                        .toList();
        List<String> good = all.stream().filter(server -> !Sources.isOfTheHost(server)).toList();
        if (!good.isEmpty()) {
            return CheckResult.pass("resolver", String.join(" ", good));
        }
        return CheckResult.warn(
                "resolver",
                all.isEmpty()
                        ? "no name server in /etc/resolv.conf"
                        : "only the host itself (%s), which is a loop for a pod"
                                .formatted(String.join(" ", all)),
                "name the provider's server in /etc/resolv.conf (nameserver ADDRESS); else pods ask"
                        + " 8.8.8.8");
    }

    private static CheckResult count(HostFacts facts) {
        int servers = servers(facts, "resolver").size();
        return servers > MOST
                ? CheckResult.warn(
                        "name servers",
                        servers + " in /etc/resolv.conf",
                        "keep three; the kubelet drops the rest, and says so again and again")
                : CheckResult.pass("name servers", String.valueOf(servers));
    }

    private static CheckResult localhost(HostFacts facts) {
        return names(facts, "127.0.0.1", "localhost")
                ? CheckResult.pass("localhost", "127.0.0.1")
                : CheckResult.fail(
                        "localhost",
                        "/etc/hosts does not say that localhost is 127.0.0.1",
                        "echo '127.0.0.1 localhost' >>/etc/hosts");
    }

    private static CheckResult own(HostFacts facts) {
        String name = facts.machine().hostname();
        boolean found =
                facts.around().all("hosts").stream()
                        .anyMatch(line -> List.of(line.split("\\s+")).contains(name));
        return found
                ? CheckResult.pass("own name", name + " is in /etc/hosts")
                : CheckResult.warn(
                        "own name",
                        "/etc/hosts does not know " + name,
                        "echo '127.0.1.1 %s' >>/etc/hosts".formatted(name));
    }

    private static boolean names(HostFacts facts, String address, String name) {
        return facts.around().all("hosts").stream()
                .map(line -> List.of(line.split("\\s+")))
                .anyMatch(words -> words.get(0).equals(address) && words.contains(name));
    }
}
