package dev.nordbox.installer.control;

import dev.nordbox.installer.config.Cidr;
import dev.nordbox.installer.profile.AdminNetwork;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Where people were seen to administer the box from. Their addresses are counted, never written.
 */
final class AccessChecks {
    private static final String LOGINS = "logins-declared";
    private static final List<Cidr> CLUSTER =
            List.of(
                    Cidr.parse("10.42.0.0/16").orElseThrow(),
                    Cidr.parse("10.43.0.0/16").orElseThrow());

    private AccessChecks() {}

    static Map<String, Check> all() {
        return Map.of(LOGINS, AccessChecks::logins);
    }

    private static Finding logins(Seen seen) {
        if (!seen.has("logins")) {
            return Finding.inconclusive(LOGINS, "not looked at", "");
        }
        Map<String, Long> from = new TreeMap<>();
        Map<String, Long> elsewhere = new TreeMap<>();
        long foreign = 0;
        long unknown = 0;
        for (String line : seen.lines("logins")) {
            String[] words = line.trim().split("\\s+");
            Optional<Cidr> address =
                    words.length < 3
                            ? Optional.empty()
                            : Cidr.IpAddress.parse(words[2]).map(Cidr::of);
            if (address.isEmpty() || isOfTheBox(seen, address.get())) {
                continue;
            }
            long count = GuardChecks.number(words[0]);
            Optional<AdminNetwork> network = network(seen, address.get());
            from.merge(
                    network.map(one -> one.name() + " in " + one.country()).orElse("elsewhere"),
                    count,
                    Long::sum);
            if (network.isEmpty()) {
                unknown += count;
                elsewhere.merge(
                        CountryChecks.country(words[2]).orElse("nowhere"), count, Long::sum);
            } else if (!seen.profile().parameters().countries().contains(network.get().country())) {
                foreign += count;
            }
        }
        String observed =
                from.isEmpty()
                        ? "no login and no request from outside was logged"
                        : String.join(
                                ", ",
                                from.entrySet().stream()
                                        .map(entry -> entry.getValue() + " from " + entry.getKey())
                                        .toList());
        if (unknown > 0) {
            observed +=
                    "; of elsewhere "
                            + CountryChecks.saying(
                                    elsewhere.entrySet().stream()
                                            .map(entry -> entry.getValue() + " " + entry.getKey())
                                            .collect(Collectors.joining(", ")));
        }
        if (foreign > 0) {
            return Finding.fail(
                    LOGINS, observed, "access from there is a transfer: close firewall.ssh to it");
        }
        if (unknown > 0 || from.isEmpty()) {
            return Finding.inconclusive(
                    LOGINS,
                    observed,
                    "say in profile.admins where people log in from; `journalctl -t sshd -t"
                            + " sshd-session --grep Accepted` shows the addresses");
        }
        return Finding.pass(LOGINS, observed);
    }

    private static boolean isOfTheBox(Seen seen, Cidr address) {
        return address.address().toString().equals("127.0.0.1")
                || CLUSTER.stream().anyMatch(cidr -> cidr.contains(address))
                || seen.lines("own-addresses").stream()
                        .flatMap(own -> Cidr.IpAddress.parse(own.strip()).stream())
                        .anyMatch(own -> Cidr.of(own).equals(address));
    }

    private static Optional<AdminNetwork> network(Seen seen, Cidr address) {
        return seen.profile().parameters().admins().stream()
                .filter(network -> address.isAmong(network.cidrs()))
                .findFirst();
    }
}
