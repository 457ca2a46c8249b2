package dev.nordbox.installer.control;

import dev.nordbox.installer.config.Cidr;
import dev.nordbox.installer.profile.Endpoint;
import dev.nordbox.installer.profile.Parameters;
import dev.nordbox.installer.registry.Registration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Whether listed endpoints are where, and whose, the list says they are. */
final class EndpointChecks {
    private static final String NAMED = "endpoints-named";
    private static final String REGISTERED = "endpoints-registered";

    private EndpointChecks() {}

    static Map<String, Check> all() {
        return Map.of(NAMED, EndpointChecks::named, REGISTERED, EndpointChecks::registered);
    }

    /** Names to ask the box for. */
    static List<String> names(Parameters parameters) {
        return parameters.egress().stream()
                .flatMap(endpoint -> endpoint.host().stream())
                .filter(host -> host.matches("[A-Za-z0-9.-]+"))
                .distinct()
                .toList();
    }

    /** The first of each network; a registry knows all of it by that. */
    static List<String> addresses(Parameters parameters) {
        return LocationChecks.publicAddresses(
                parameters.egress().stream()
                        .flatMap(endpoint -> endpoint.cidrs().stream())
                        .toList(),
                "");
    }

    private static Finding named(Seen seen) {
        Map<String, List<String>> led = new HashMap<>();
        for (String line : seen.lines("names")) {
            List<String> words = List.of(line.strip().split(" +"));
            led.put(words.get(0), words.subList(1, words.size()));
        }
        List<String> elsewhere = new ArrayList<>();
        List<String> silent = new ArrayList<>();
        List<String> good = new ArrayList<>();
        for (Endpoint endpoint : seen.profile().parameters().egress()) {
            String host = endpoint.host().orElse("");
            if (host.isEmpty()) {
                continue;
            }
            List<Cidr> found = comparable(endpoint, led.getOrDefault(host, List.of()));
            List<String> strange =
                    found.stream()
                            .filter(address -> !address.isAmong(endpoint.cidrs()))
                            .map(address -> address.address().toString())
                            .toList();
            if (!strange.isEmpty()) {
                elsewhere.add(host + " leads to " + String.join(" ", strange));
            } else if (found.isEmpty()) {
                silent.add(host);
            } else {
                good.add(host);
            }
        }
        if (!elsewhere.isEmpty()) {
            return Finding.fail(
                    NAMED,
                    String.join(", ", elsewhere),
                    "the list of addresses is not the one of that name any more");
        }
        if (!silent.isEmpty()) {
            return Finding.inconclusive(
                    NAMED,
                    "%d names lead to listed addresses".formatted(good.size()),
                    "the box' resolver has no address for " + String.join(", ", silent));
        }
        return good.isEmpty()
                ? Finding.notApplicable(NAMED, "no endpoint has a name")
                : Finding.pass(NAMED, "to listed addresses lead " + String.join(", ", good));
    }

    /** Of the families that the list has: the guard lets no others out. */
    private static List<Cidr> comparable(Endpoint endpoint, List<String> addresses) {
        List<Integer> families =
                endpoint.cidrs().stream()
                        .flatMap(cidr -> Cidr.parse(cidr).stream())
                        .map(cidr -> cidr.address().bits())
                        .toList();
        return addresses.stream()
                .flatMap(address -> Cidr.IpAddress.parse(address).stream())
                .filter(address -> families.contains(address.bits()))
                .map(Cidr::of)
                .toList();
    }

    private static Finding registered(Seen seen) {
        Parameters parameters = seen.profile().parameters();
        if (addresses(parameters).isEmpty()) {
            return Finding.notApplicable(REGISTERED, "no endpoint has a public address");
        }
        List<String> foreign = new ArrayList<>();
        List<String> unknown = new ArrayList<>();
        for (String address : addresses(parameters)) {
            Optional<Registration> found =
                    seen.endpoints().stream()
                            .filter(each -> each.address().equals(address))
                            .findFirst();
            Optional<String> country = found.flatMap(Registration::country);
            if (country.isEmpty()) {
                String why = found.map(Registration::problem).orElse("not looked up");
                unknown.add(address + (why.isEmpty() ? "" : ": " + why));
            } else if (!parameters.countries().contains(country.get())) {
                foreign.add(address + " in " + country.get());
            }
        }
        if (!foreign.isEmpty()) {
            return Finding.fail(
                    REGISTERED,
                    String.join(", ", foreign),
                    "registered in a country that is not allowed");
        }
        int all = addresses(parameters).size();
        String observed = "%d of %d in allowed countries".formatted(all - unknown.size(), all);
        return unknown.isEmpty()
                ? Finding.pass(REGISTERED, observed)
                : Finding.inconclusive(REGISTERED, observed, String.join(", ", unknown));
    }
}
