package dev.nordbox.installer.config;

import dev.nordbox.installer.profile.AdminNetwork;
import dev.nordbox.installer.profile.Control;
import dev.nordbox.installer.profile.Endpoint;
import dev.nordbox.installer.profile.Parameters;
import dev.nordbox.installer.profile.Parameters.Jurisdiction;
import dev.nordbox.installer.profile.Person;
import dev.nordbox.installer.profile.Place;
import dev.nordbox.installer.profile.Waiver;
import dev.nordbox.templates.DidYouMean;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Reads a profile's parameters: its own, and those of the user below {@code profile}. */
final class ProfileDecoder {
    private static final Format DAYS =
            Format.matching("[1-9]\\d{0,3}", "a number of days", "write 180");

    private final Problems problems;
    private final LocalDate today;
    private final Path home;

    ProfileDecoder(Problems problems, LocalDate today, Path home) {
        this.problems = problems;
        this.today = today;
        this.home = home;
    }

    /**
     * @param own {@code parameters} of the profile and its country
     * @param said {@code profile} of nordbox.yaml
     */
    Parameters parameters(Section own, Section said) {
        List<Endpoint> egress = egress(said);
        Parameters parameters =
                new Parameters(
                        own.texts("countries", ProfileFormats.COUNTRY),
                        own.pairs(
                                "owners",
                                NetworkFormats.HOST_NAME_OR_ADDRESS,
                                ProfileFormats.COUNTRY),
                        said.texts("registries", ProfileFormats.REGISTRY),
                        own.texts("systemRegistries", ProfileFormats.REGISTRY),
                        said.pairs(
                                "mirrors",
                                NetworkFormats.HOST_NAME_OR_ADDRESS,
                                ProfileFormats.MIRROR),
                        said.has("storageClasses")
                                ? said.texts("storageClasses", ProfileFormats.STORAGE_CLASS)
                                : own.texts("storageClasses", ProfileFormats.STORAGE_CLASS),
                        egress,
                        said.texts("ingressHosts", ProfileFormats.INGRESS_HOST),
                        own.number("logDays", DAYS).map(Integer::parseInt).orElse(0),
                        own.number("evidenceDays", DAYS).map(Integer::parseInt).orElse(7),
                        admins(said),
                        persons(said),
                        git(own, said),
                        place(own, said, egress),
                        said.texts("signers", GitFormats.PUBLIC_KEY),
                        said.texts("webhooks", ProfileFormats.WEBHOOK),
                        own.text("authority", Format.ANY).orElse(""),
                        selfProof(own, said));
        own.done();
        return parameters;
    }

    private List<Endpoint> egress(Section said) {
        List<Endpoint> endpoints = new ArrayList<>();
        for (Section section : said.sections("egress")) {
            for (String key : List.of("name", "cidrs", "ports")) {
                if (!section.has(key)) {
                    problems.add(
                            section.location(),
                            "an endpoint without `" + key + "`",
                            "add name, cidrs and ports: [443/tcp]");
                }
            }
            endpoints.add(
                    new Endpoint(
                            section.text("name", ProfileFormats.NAME).orElse(""),
                            section.texts("cidrs", NetworkFormats.CIDR),
                            section.text("host", NetworkFormats.HOST_NAME_OR_ADDRESS),
                            section.texts("ports", NetworkFormats.PORT_AND_PROTOCOL),
                            section.flag("pods"),
                            section.text("purpose", Format.ANY).orElse(""),
                            section.text("owner", Format.ANY),
                            section.text("country", ProfileFormats.COUNTRY)
                                    .map(code -> code.toUpperCase(Locale.ROOT))));
            section.done();
        }
        return endpoints;
    }

    private Place place(Section own, Section said, List<Endpoint> egress) {
        Optional<String> ours = own.text("registry", ProfileFormats.REGISTRY_OF_ADDRESSES);
        Optional<String> registry =
                said.text("registry", ProfileFormats.REGISTRY_OF_ADDRESSES)
                        .or(() -> ours)
                        .filter(url -> !url.equals(ProfileFormats.NONE));
        Location where = said.location("attestation");
        return new Place(
                said.file("attestation", home)
                        .flatMap(
                                file -> new AttestationReader(problems).read(Path.of(file), where)),
                said.texts("attestors", GitFormats.PUBLIC_KEY),
                registry,
                new AnchorDecoder(problems, egress).anchors(said));
    }

    private static Jurisdiction git(Section own, Section said) {
        Optional<String> ours = own.text("git", ProfileFormats.GIT);
        return said.text("git", ProfileFormats.GIT)
                .or(() -> ours)
                .map(word -> Jurisdiction.valueOf(word.toUpperCase(Locale.ROOT)))
                .orElse(Jurisdiction.DENY);
    }

    private List<Person> persons(Section said) {
        List<Person> persons = new ArrayList<>();
        for (Section section : said.sections("persons")) {
            for (String key : List.of("name", "keys")) {
                if (!section.has(key)) {
                    problems.add(
                            section.location(),
                            "a person without `" + key + "`",
                            "say name and keys: [SHA256:…], as `ssh-keygen -l` prints them");
                }
            }
            Person person =
                    new Person(
                            section.text("name", Format.ANY).orElse(""),
                            section.texts("keys", GitFormats.FINGERPRINT));
            persons.stream()
                    .filter(other -> !Collections.disjoint(other.keys(), person.keys()))
                    .forEach(
                            other ->
                                    problems.add(
                                            section.location("keys"),
                                            "a key of \"%s\" is one of \"%s\", too"
                                                    .formatted(person.name(), other.name()),
                                            "give each a key of their own"));
            persons.add(person);
            section.done();
        }
        return persons;
    }

    private static Optional<String> selfProof(Section own, Section said) {
        Optional<String> ours = own.text("selfProof", ProfileFormats.SELF_PROOF);
        return said.text("selfProof", ProfileFormats.SELF_PROOF)
                .or(() -> ours)
                .filter(schedule -> !schedule.equals(ProfileFormats.NONE));
    }

    private List<AdminNetwork> admins(Section said) {
        List<AdminNetwork> admins = new ArrayList<>();
        for (Section section : said.sections("admins")) {
            for (String key : List.of("name", "cidrs", "country")) {
                if (!section.has(key)) {
                    problems.add(
                            section.location(),
                            "an admin network without `" + key + "`",
                            "say name, cidrs and country");
                }
            }
            admins.add(
                    new AdminNetwork(
                            section.text("name", ProfileFormats.NAME).orElse(""),
                            section.texts("cidrs", NetworkFormats.CIDR),
                            section.text("country", ProfileFormats.COUNTRY)
                                    .orElse("")
                                    .toUpperCase(Locale.ROOT)));
            section.done();
        }
        return admins;
    }

    /** Controls whose steps stay away. */
    Set<String> unenforced(Section said, List<Control> controls) {
        List<String> known = controls.stream().filter(Control::offSwitch).map(Control::id).toList();
        Set<String> unenforced = new TreeSet<>();
        for (String control : said.texts("unenforced", Format.ANY)) {
            if (known.contains(control)) {
                unenforced.add(control);
            } else {
                problems.add(
                        said.location("unenforced"),
                        "no step of " + control + " can be told to stay away",
                        "there are: " + String.join(", ", known));
            }
        }
        return unenforced;
    }

    /**
     * Those that are in force.
     *
     * @param controls ids that a waiver may name
     */
    List<Waiver> waivers(Section said, Set<String> controls) {
        List<Waiver> waivers = new ArrayList<>();
        for (Section section : said.sections("waivers")) {
            for (String key : List.of("control", "reason", "owner", "expires")) {
                if (!section.has(key)) {
                    problems.add(
                            section.location(),
                            "a waiver without `" + key + "`",
                            "say control, reason, owner and expires");
                }
            }
            String control = section.text("control", Format.ANY).orElse("");
            if (!control.isEmpty() && !controls.contains(control)) {
                problems.add(
                        section.location("control"),
                        "there is no control " + control,
                        DidYouMean.orElse(control, controls, "`profiles show` lists the controls"));
            }
            String reason = section.text("reason", Format.ANY).orElse("");
            String owner = section.text("owner", Format.ANY).orElse("");
            section.text("expires", ProfileFormats.expiry(today))
                    .map(day -> new Waiver(control, reason, owner, LocalDate.parse(day)))
                    .ifPresent(
                            waiver -> {
                                if (waiver.isOver(today)) {
                                    problems.addOver(
                                            section.location("expires"),
                                            "the waiver of %s is over since %s"
                                                    .formatted(control, waiver.expires()),
                                            "meet the control, or decide anew and set a later day;"
                                                    + " then run `up`");
                                } else {
                                    waivers.add(waiver);
                                }
                            });
            section.done();
        }
        return waivers;
    }
}
