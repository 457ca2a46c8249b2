package dev.nordbox.installer.control;

import dev.nordbox.installer.config.Cidr;
import dev.nordbox.installer.profile.Anchor;
import dev.nordbox.installer.profile.Attestation;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How far the box can be from servers of known places, by how fast those answer. Only the upper
 * bound says anything: whoever answers late may be near, so nothing ever fails by it.
 */
final class AnchorChecks {
    /** Handshakes that are tried with each, and those that have to be done. */
    static final int SAMPLES = 24;

    static final int LEAST_SAMPLES = 20;

    private static final String ID = "place-bound";
    private static final int WITNESSES = 2;

    /** Half of what light in a vacuum goes in a millisecond, rounded up: there and back. */
    private static final double KM_PER_MILLISECOND = 150;

    private static final List<String> LOOPBACK = List.of("127.0.0.0/8", "::1/128");

    private AnchorChecks() {}

    static Map<String, Check> all() {
        return Map.of(ID, AnchorChecks::bound);
    }

    /** What came of one anchor. */
    private record Witness(
            Anchor anchor, Optional<Integer> km, String told, String address, String key) {
        boolean binds() {
            return km.isPresent() && km.get() <= anchor.withinKm();
        }
    }

    private static Finding bound(Seen seen) {
        List<Anchor> anchors = seen.profile().parameters().place().anchors();
        if (anchors.isEmpty()) {
            return Finding.inconclusive(
                    ID,
                    "no anchors are declared",
                    "list two servers whose place you know in profile.anchors: {name, host, place:"
                            + " {city, country}, withinKm, sha256}; the README says how");
        }
        Optional<String> claimed = claimed(seen);
        if (claimed.isEmpty()) {
            return Finding.inconclusive(
                    ID,
                    "nobody says which country the host is in",
                    "name it: profile.country, or an attestation");
        }
        if (seen.lines("anchors").isEmpty()) {
            return Finding.inconclusive(ID, "not looked at", "");
        }
        List<Witness> all = anchors.stream().map(anchor -> witness(seen, anchor)).toList();
        List<Witness> binding =
                all.stream()
                        .filter(Witness::binds)
                        .filter(each -> each.anchor().country().equals(claimed.get()))
                        .toList();
        String observed =
                String.join(
                        "; ",
                        all.stream()
                                .map(each -> each.told() + abroad(each, claimed.get()))
                                .toList());
        Optional<String> contradiction = contradiction(all);
        if (contradiction.isPresent()) {
            return Finding.inconclusive(ID, observed, contradiction.get());
        }
        long witnesses =
                Math.min(
                        binding.stream().map(Witness::address).distinct().count(),
                        binding.stream().map(Witness::key).distinct().count());
        return witnesses >= WITNESSES
                ? Finding.pass(ID, observed)
                : Finding.inconclusive(
                        ID,
                        observed,
                        "%d of the %d anchors that it takes have the box where the profile declares all to be %s:"
                                        .formatted(witnesses, WITNESSES, claimed.get())
                                + " nearer ones would, ones that answer faster, or another machine");
    }

    private static Optional<String> claimed(Seen seen) {
        return seen.profile()
                .parameters()
                .place()
                .attestation()
                .map(Attestation::siteCountry)
                .or(seen.profile()::country);
    }

    private static String abroad(Witness witness, String claimed) {
        return witness.anchor().country().equals(claimed)
                ? ""
                : ", and the host is said to be in " + claimed;
    }

    private static Witness witness(Seen seen, Anchor anchor) {
        Map<String, String> way = line(seen, anchor, "address");
        List<Map<String, String>> leaves =
                seen.lines("anchors").stream()
                        .filter(line -> line.startsWith(anchor.name() + " certificate="))
                        .map(Seen::words)
                        .toList();
        Optional<Map<String, String>> ours =
                leaves.stream()
                        .filter(
                                leaf ->
                                        anchor.sha256().equals(leaf.get("certificate"))
                                                || anchor.sha256().equals(leaf.get("key")))
                        .findFirst();
        if (leaves.isEmpty()) {
            String why = way.getOrDefault("because", "");
            return silent(anchor, "no handshake" + (why.isEmpty() ? "" : ": " + why));
        }
        String address = way.getOrDefault("address", "");
        if (isTheBox(seen, address)) {
            return silent(anchor, "answered at " + address + ", which is the box itself");
        }
        if (ours.isEmpty()) {
            return silent(
                    anchor,
                    "another certificate than the declared one, sha256 "
                            + leaves.get(0).get("certificate"));
        }
        long done = GuardChecks.number(ours.get().get("done"));
        if (done < LEAST_SAMPLES) {
            return silent(
                    anchor,
                    "%d handshakes with its key, and %d are needed".formatted(done, LEAST_SAMPLES));
        }
        double tls = GuardChecks.number(ours.get().get("tls")) / 1000.0;
        if (tls <= 0) {
            return silent(anchor, "no time was taken");
        }
        double tcp = GuardChecks.number(way.get("tcp")) / 1000.0;
        if (tls < tcp) {
            return silent(
                    anchor,
                    "a whole handshake in %.2f ms, and a connection took %.2f: that cannot be"
                            .formatted(tls, tcp));
        }
        int km = (int) Math.ceil(tls * KM_PER_MILLISECOND);
        return new Witness(
                anchor,
                Optional.of(km),
                "%s: at most %d km from %s (within %d km of it all is %s, the profile declares; %.2f ms, %d handshakes; TCP %.2f ms)"
                        .formatted(
                                anchor.name(),
                                km,
                                anchor.place(),
                                anchor.withinKm(),
                                anchor.country(),
                                tls,
                                done,
                                tcp),
                address,
                ours.get().getOrDefault("key", ""));
    }

    /** What is nobody else's is near, and says nothing of where. */
    private static boolean isTheBox(Seen seen, String address) {
        return Cidr.IpAddress.parse(address)
                .map(Cidr::of)
                .filter(
                        one ->
                                one.isAmong(LOOPBACK)
                                        || one.isAmong(own(seen))
                                        || seen.lines("own-addresses").contains(address))
                .isPresent();
    }

    private static List<String> own(Seen seen) {
        return seen.facts().network().addresses().stream()
                .map(each -> each.split("/")[0])
                .map(each -> each + (each.contains(":") ? "/128" : "/32"))
                .toList();
    }

    private static Witness silent(Anchor anchor, String why) {
        return new Witness(anchor, Optional.empty(), anchor.name() + ": " + why, "", "");
    }

    private static Map<String, String> line(Seen seen, Anchor anchor, String key) {
        return seen.lines("anchors").stream()
                .filter(line -> line.startsWith(anchor.name() + " " + key + "="))
                .map(Seen::words)
                .findFirst()
                .orElse(Map.of());
    }

    /** Circles that do not meet: then one of the servers is not where it is said to be. */
    private static Optional<String> contradiction(List<Witness> all) {
        List<Witness> placed = new ArrayList<>();
        for (Witness each : all) {
            if (each.km().isEmpty() || each.anchor().spot().isEmpty()) {
                continue;
            }
            for (Witness other : placed) {
                double apart = each.anchor().spot().get().kmTo(other.anchor().spot().orElseThrow());
                if (apart > each.km().get() + other.km().get()) {
                    return Optional.of(
                            "%s and %s are said to be %.0f km apart, and no place is as near to both:"
                                            .formatted(
                                                    other.anchor().name(),
                                                    each.anchor().name(),
                                                    apart)
                                    + " one of them stands, or answers, elsewhere");
                }
            }
            placed.add(each);
        }
        return Optional.empty();
    }
}
