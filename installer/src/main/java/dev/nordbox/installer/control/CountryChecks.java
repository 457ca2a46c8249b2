package dev.nordbox.installer.control;

import dev.nordbox.installer.config.Cidr;
import dev.nordbox.installer.registry.CountryDatabase;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the country database that ships with nordbox says of addresses. It is an estimate, so it
 * fails nothing: where it says another country than the profile allows, a person is to look.
 */
final class CountryChecks {
    private static final String HOST = "addresses-located";
    private static final String ENDPOINTS = "endpoints-located";

    private CountryChecks() {}

    static Map<String, Check> all() {
        return Map.of(
                HOST,
                seen ->
                        located(
                                seen,
                                HOST,
                                LocationChecks.publicAddresses(
                                        seen.facts().network().addresses(),
                                        seen.config().ssh().address())),
                ENDPOINTS,
                seen ->
                        located(
                                seen,
                                ENDPOINTS,
                                EndpointChecks.addresses(seen.profile().parameters())));
    }

    static Finding located(Seen seen, String id, List<String> addresses) {
        List<String> allowed = seen.profile().parameters().countries();
        List<String> said = new ArrayList<>();
        List<String> elsewhere = new ArrayList<>();
        for (String address : addresses) {
            Optional<String> country = country(address);
            country.ifPresent(code -> said.add(address + " in " + code));
            country.filter(code -> !allowed.contains(code))
                    .ifPresent(code -> elsewhere.add(address));
        }
        if (said.isEmpty()) {
            return Finding.notApplicable(id, saying("nothing of these addresses"));
        }
        String observed = saying(String.join(", ", said));
        return elsewhere.isEmpty()
                ? Finding.pass(id, observed)
                : Finding.inconclusive(
                        id,
                        observed,
                        "that is an estimate and may be stale: find out where %s really is"
                                .formatted(String.join(", ", elsewhere)));
    }

    /** By the bundled database; never the only reason for anything. */
    static Optional<String> country(String address) {
        return Cidr.IpAddress.parse(address).flatMap(CountryDatabase.bundled()::country);
    }

    /** With its name, its day and what its licence asks for. */
    static String saying(String what) {
        return "the %s says %s (%s)"
                .formatted(CountryDatabase.bundled().name(), what, CountryDatabase.ATTRIBUTION);
    }
}
