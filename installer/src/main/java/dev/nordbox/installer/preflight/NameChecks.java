package dev.nordbox.installer.preflight;

import dev.nordbox.installer.facts.HostFacts;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** How names become addresses. */
final class NameChecks {
    private static final int MOST = 3;
    private static final Pattern IPV4 =
            Pattern.compile("(?:(?:0|[1-9]\\d?|1\\d\\d|2[0-4]\\d|25[0-5])(?:\\.(?!$)|$)){4}");

    private NameChecks() {}

    static List<Check> all() {
        return List.of(
                Check.should(
                        "where one name server of a file is no global unicast address k3s leaves"
                                + " the file, and takes 8.8.8.8 in the end: k3s, resolv-conf",
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

    /**
     * As k3s chooses for its pods: the first file that has name servers, and none but such as a pod
     * can ask. A stub on 127.0.0.53 does no harm where systemd tells whom it asks.
     */
    private static CheckResult resolver(HostFacts facts) {
        for (String file : List.of("resolver", "upstream-resolver")) {
            List<String> servers = servers(facts, file);
            if (!servers.isEmpty() && servers.stream().allMatch(NameChecks::isForPods)) {
                return CheckResult.pass("resolver", String.join(" ", servers));
            }
        }
        List<String> bad =
                Stream.of("resolver", "upstream-resolver")
                        .flatMap(file -> servers(facts, file).stream())
                        .filter(server -> !isForPods(server))
                        .distinct()
                        .toList();
        return CheckResult.warn(
                "resolver",
                (bad.isEmpty()
                                ? "no name server in /etc/resolv.conf"
                                : "no pod can ask %s, so k3s leaves all of /etc/resolv.conf"
                                        .formatted(String.join(" ", bad)))
                        + ": pods ask 8.8.8.8",
                bad.isEmpty()
                        ? "echo 'nameserver ADDRESS' >>/etc/resolv.conf, with the provider's server"
                        : "take %s out of /etc/resolv.conf (and of what writes it), and leave the"
                                        .formatted(String.join(" ", bad))
                                + " provider's server there: nameserver ADDRESS");
    }

    /** Global unicast, as Go calls it: private addresses too. A zone makes it none. */
    private static boolean isForPods(String server) {
        boolean address =
                IPV4.matcher(server).matches() || server.matches("[0-9A-Fa-f:]*:[0-9A-Fa-f:.]*");
        if (!address) {
            return false; // a name would be looked up
        }
        try {
            InetAddress parsed = InetAddress.getByName(server);
            return !parsed.isLoopbackAddress()
                    && !parsed.isLinkLocalAddress()
                    && !parsed.isMulticastAddress()
                    && !parsed.isAnyLocalAddress()
                    && !server.equals("255.255.255.255");
        } catch (UnknownHostException e) {
            return false;
        }
    }

    private static CheckResult count(HostFacts facts) {
        List<String> all = servers(facts, "resolver");
        int servers = all.size();
        return servers > MOST
                ? CheckResult.warn(
                        "name servers",
                        servers + " in /etc/resolv.conf",
                        "keep three and take %s out of /etc/resolv.conf: the kubelet drops the rest, and"
                                        .formatted(String.join(",", all.subList(MOST, all.size())))
                                + " says so again and again")
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
