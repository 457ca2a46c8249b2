package dev.nordbox.installer.control;

import dev.nordbox.appliance.manifest.Fields;
import dev.nordbox.installer.config.Cidr;
import dev.nordbox.installer.host.ssh.SshSignature;
import dev.nordbox.installer.profile.Attestation;
import dev.nordbox.installer.registry.Registration;
import dev.nordbox.installer.steps.NodeName;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Where the host is, and who runs it: by the registry of addresses, and by who answers for it. */
final class LocationChecks {
    private static final String REGISTERED = "addresses-registered";
    private static final String ATTESTED = "provider-attested";
    private static final String LABELLED = "location-labelled";

    /** Not anybody's: private, shared, loopback, link-local. */
    private static final List<Cidr> NOBODYS =
            List.of(
                            "10.0.0.0/8",
                            "100.64.0.0/10",
                            "127.0.0.0/8",
                            "169.254.0.0/16",
                            "172.16.0.0/12",
                            "192.168.0.0/16",
                            "::1/128",
                            "fc00::/7",
                            "fe80::/10")
                    .stream()
                    .map(text -> Cidr.parse(text).orElseThrow())
                    .toList();

    /** At the end of a company's name, as {@link #words} has it. */
    private static final Pattern LEGAL_FORM =
            Pattern.compile(
                    "(?<=.) (as|a s|asa|ab|ab publ|aps|oy|oyj|hf|ehf|gmbh|gmbh co"
                            + " kg|ag|se|sa|sas|sarl|bv|b v|nv|ltd|limited|plc|inc|llc)$");

    private LocationChecks() {}

    static Map<String, Check> all() {
        return Map.of(
                REGISTERED, LocationChecks::registered,
                ATTESTED, LocationChecks::attested,
                LABELLED, LocationChecks::labelled);
    }

    /** The host's own, and the one it is reached at, which a provider may translate. */
    static List<String> publicAddresses(List<String> own, String reachedAt) {
        TreeSet<String> all = new TreeSet<>();
        own.stream().map(each -> each.replaceFirst("/.*", "")).forEach(all::add);
        all.add(reachedAt);
        return all.stream()
                .flatMap(each -> Cidr.IpAddress.parse(each).stream())
                .filter(each -> NOBODYS.stream().noneMatch(net -> net.contains(Cidr.of(each))))
                .map(Cidr.IpAddress::toString)
                .toList();
    }

    private static Finding registered(Seen seen) {
        List<Registration> all = seen.registrations();
        if (all.isEmpty()) {
            return Finding.inconclusive(
                    REGISTERED,
                    "no public address was looked up",
                    "the host has none, or profile.registry is none");
        }
        List<String> allowed = seen.profile().parameters().countries();
        String observed = all.stream().map(LocationChecks::words).collect(Collectors.joining(", "));
        if (all.stream()
                .anyMatch(each -> each.country().filter(c -> !allowed.contains(c)).isPresent())) {
            return Finding.fail(
                    REGISTERED, observed, "move the host to a provider in an allowed country");
        }
        return all.stream().allMatch(each -> each.country().isPresent())
                ? Finding.pass(REGISTERED, observed)
                : Finding.inconclusive(
                        REGISTERED, observed, "the registry does not tell a country of each");
    }

    private static String words(Registration of) {
        return of.address()
                + (of.problem().isEmpty()
                        ? " in "
                                + of.country().orElse("no country")
                                + ", held by "
                                + of.organisation().orElse("nobody by name")
                        : ": " + of.problem());
    }

    private static Finding attested(Seen seen) {
        Optional<Attestation> said = seen.profile().parameters().place().attestation();
        if (said.isEmpty()) {
            return Finding.inconclusive(
                    ATTESTED,
                    "nobody answers for the provider",
                    "write an attestation, sign it with `ssh-keygen -Y sign -n "
                            + Attestation.NAMESPACE
                            + " -f KEY FILE`, and name it in profile.attestation");
        }
        Attestation attestation = said.get();
        LocalDate today = LocalDate.ofInstant(seen.at(), ZoneOffset.UTC);
        List<String> wrong = new ArrayList<>(unsigned(seen, attestation));
        if (today.isAfter(attestation.expires())) {
            wrong.add("it is over since " + attestation.expires());
        }
        if (today.isBefore(attestation.issued())) {
            wrong.add("it is only issued on " + attestation.issued());
        }
        wrong.addAll(attestation.countriesOutside(seen.profile().parameters().countries()));
        List<String> addresses = publicAddresses(seen);
        addresses.stream()
                .filter(address -> !covers(attestation, address))
                .forEach(address -> wrong.add(address + " is not among its addresses"));
        List<String> others =
                seen.registrations().stream()
                        .flatMap(each -> each.organisation().stream())
                        .filter(holder -> !same(holder, attestation.organisation()))
                        .distinct()
                        .toList();
        others.forEach(holder -> wrong.add("the registry has " + holder + " as the holder"));
        String observed =
                "%s (%s), owned by %s (%s), %s in %s, until %s; %s"
                        .formatted(
                                attestation.organisation(),
                                attestation.country(),
                                attestation.owner(),
                                attestation.ownerCountry(),
                                attestation.city(),
                                attestation.siteCountry(),
                                attestation.expires(),
                                metadata(seen));
        if (!wrong.isEmpty()) {
            return Finding.fail(
                    ATTESTED,
                    observed + "; " + String.join(", ", wrong),
                    "have it renewed and signed: `ssh-keygen -Y sign -n "
                            + Attestation.NAMESPACE
                            + " -f KEY "
                            + attestation.proof().file()
                            + "`"
                            + (others.isEmpty()
                                    ? ""
                                    : ", with `organisation` as the registry has it if that is the"
                                            + " provider"));
        }
        boolean heldBy =
                !addresses.isEmpty()
                        && seen.registrations().stream()
                                .anyMatch(each -> each.organisation().isPresent());
        if (seen.profile().parameters().place().attestors().isEmpty()) {
            return Finding.inconclusive(
                    ATTESTED, observed, "name the keys of those who may sign in profile.attestors");
        }
        return heldBy
                ? Finding.pass(ATTESTED, observed)
                : Finding.inconclusive(
                        ATTESTED, observed, "the registry did not tell who holds the addresses");
    }

    /** What a label says counts only where the attestation it is taken from holds. */
    private static Finding labelled(Seen seen) {
        Optional<Attestation> said = seen.profile().parameters().place().attestation();
        String name = NodeName.of(seen.facts());
        Optional<Object> node =
                ClusterObjects.of(seen).ofKind("Node").stream()
                        .filter(each -> ClusterObjects.name(each).equals(name))
                        .findFirst();
        if (said.isEmpty() || node.isEmpty()) {
            return Finding.inconclusive(
                    LABELLED,
                    said.isEmpty() ? "nothing says where the node is" : "no such node: " + name,
                    "the label is taken from profile.attestation");
        }
        String found =
                Fields.text(node.get(), "metadata", "labels", Attestation.LABEL).orElse("nothing");
        String observed = "the node says " + found + ", the attestation " + said.get().label();
        if (!found.equals(said.get().label())) {
            return Finding.fail(LABELLED, observed, "run `up` again");
        }
        return attested(seen).result() == Result.PASS
                ? Finding.pass(LABELLED, observed)
                : Finding.inconclusive(LABELLED, observed, "the attestation itself does not hold");
    }

    private static List<String> unsigned(Seen seen, Attestation attestation) {
        List<String> attestors = seen.profile().parameters().place().attestors();
        Attestation.Proof proof = attestation.proof();
        if (proof.signature().isEmpty()) {
            return List.of("nobody signed it: there is no " + proof.file() + ".sig");
        }
        Optional<String> signer =
                SshSignature.signer(
                        proof.text().getBytes(StandardCharsets.UTF_8),
                        proof.signature().get(),
                        Attestation.NAMESPACE);
        if (signer.isEmpty()) {
            return List.of("its signature does not hold for this text");
        }
        boolean known = attestors.isEmpty() || SshSignature.isOf(signer.get(), attestors);
        return known ? List.of() : List.of("a key signed it that profile.attestors does not name");
    }

    private static List<String> publicAddresses(Seen seen) {
        return publicAddresses(seen.facts().network().addresses(), seen.config().ssh().address());
    }

    private static boolean covers(Attestation attestation, String address) {
        return Cidr.IpAddress.parse(address)
                .map(Cidr::of)
                .filter(one -> one.isAmong(attestation.addresses()))
                .isPresent();
    }

    /** One of the two may leave the legal form out; two forms are two companies. */
    private static boolean same(String holder, String organisation) {
        String one = words(holder);
        String other = words(organisation);
        boolean formLeftOut = name(one).equals(one) || name(other).equals(other);
        return one.equals(other) || formLeftOut && name(one).equals(name(other));
    }

    private static String name(String words) {
        Matcher form = LEGAL_FORM.matcher(words);
        return form.find() ? words.substring(0, form.start()) : words;
    }

    private static String words(String name) {
        return name.toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N}]+", " ").strip();
    }

    /** What the provider's own services say; anybody's word, so only shown. */
    private static String metadata(Seen seen) {
        List<String> lines = seen.lines("provider");
        return lines.isEmpty()
                ? "the host itself tells of no provider"
                : "the host tells of " + String.join(", ", lines);
    }
}
