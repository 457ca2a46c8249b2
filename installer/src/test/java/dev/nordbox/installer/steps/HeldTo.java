package dev.nordbox.installer.steps;

import dev.nordbox.installer.config.BoxConfig;
import dev.nordbox.installer.profile.Attestation;
import dev.nordbox.installer.profile.Control;
import dev.nordbox.installer.profile.Endpoint;
import dev.nordbox.installer.profile.Parameters;
import dev.nordbox.installer.profile.Place;
import dev.nordbox.installer.profile.Profile;
import dev.nordbox.installer.profile.Waiver;
import dev.nordbox.installer.step.InstallSpec;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Specs of boxes that are held to a profile. */
public final class HeldTo {
    private HeldTo() {}

    public static InstallSpec nordic(InstallSpec plain, Endpoint... egress) {
        return with(plain, plain.config().git(), Optional.of(profile(List.of(), egress)));
    }

    static Endpoint endpoint(String name, String cidr, String port, boolean pods) {
        return new Endpoint(
                name,
                List.of(cidr),
                Optional.empty(),
                List.of(port),
                pods,
                "",
                Optional.empty(),
                Optional.empty());
    }

    /** Without its controls, which few steps look at. */
    static Profile profile(List<Waiver> waivers, Endpoint... egress) {
        return profile(waivers, Map.of(), egress);
    }

    static Profile profile(List<Waiver> waivers, Map<String, String> mirrors, Endpoint... egress) {
        return new Profile(
                "nordic",
                Optional.of("NO"),
                "1.0.0",
                "Nordic",
                new Parameters(
                        List.of("NO"),
                        Map.of(),
                        List.of("registry.example.no/"),
                        List.of("rancher/"),
                        mirrors,
                        List.of("local-path"),
                        List.of(egress),
                        List.of(),
                        180,
                        7,
                        List.of(),
                        List.of(),
                        Parameters.Jurisdiction.DENY,
                        Place.UNSAID,
                        List.of(),
                        List.of(),
                        "Datatilsynet",
                        Optional.empty()),
                List.of(),
                waivers,
                Set.of(),
                List.of(
                        "images.yaml",
                        "ingresses.yaml",
                        "networkpolicies.yaml",
                        "privileged.yaml",
                        "services.yaml",
                        "storage.yaml"));
    }

    /**
     * With one control, and a time at which the box proves itself.
     *
     * @param attestation what its provider attests
     */
    static Profile provingItself(
            Optional<String> schedule,
            Optional<Attestation.Proof> attestation,
            Endpoint... egress) {
        Profile held = profile(List.of(), egress);
        return new Profile(
                held.name(),
                held.country(),
                held.version(),
                held.title(),
                parameters(
                        held,
                        new Place(
                                attestation.map(proof -> attested("Oslo", proof)),
                                List.of(),
                                Optional.empty(),
                                List.of()),
                        schedule),
                List.of(
                        new Control(
                                "NET-01",
                                "Pods reach nothing.",
                                Control.Severity.MUST,
                                List.of(),
                                Control.Standing.ENFORCED,
                                List.of("guard"),
                                false,
                                List.of("guard-in-force"),
                                List.of(),
                                "",
                                "")),
                held.waivers(),
                held.unenforced(),
                held.manifests());
    }

    /** With an attestation of a provider in a Norwegian city. */
    static Profile at(String city, Endpoint... egress) {
        Profile held = profile(List.of(), egress);
        Attestation attestation =
                attested(city, new Attestation.Proof("provider.yaml", "", Optional.empty()));
        return new Profile(
                held.name(),
                held.country(),
                held.version(),
                held.title(),
                parameters(
                        held,
                        new Place(Optional.of(attestation), List.of(), Optional.empty(), List.of()),
                        held.parameters().selfProof()),
                held.controls(),
                held.waivers(),
                held.unenforced(),
                held.manifests());
    }

    private static Parameters parameters(Profile held, Place place, Optional<String> selfProof) {
        Parameters said = held.parameters();
        return new Parameters(
                said.countries(),
                said.owners(),
                said.registries(),
                said.systemRegistries(),
                said.mirrors(),
                said.storageClasses(),
                said.egress(),
                said.ingressHosts(),
                said.logDays(),
                said.evidenceDays(),
                said.admins(),
                said.persons(),
                said.git(),
                place,
                said.signers(),
                said.webhooks(),
                said.authority(),
                selfProof);
    }

    private static Attestation attested(String city, Attestation.Proof proof) {
        LocalDate day = LocalDate.of(2026, 11, 1);
        return new Attestation(
                "Example AS",
                "NO",
                "Example AS",
                "NO",
                city,
                "NO",
                List.of(),
                Map.of(),
                Optional.empty(),
                List.of(),
                day,
                day.plusYears(1),
                proof);
    }

    /** Whose steps of these controls stay away. */
    static Profile unenforced(Set<String> controls, Endpoint... egress) {
        Profile held = profile(List.of(), egress);
        return new Profile(
                held.name(),
                held.country(),
                held.version(),
                held.title(),
                held.parameters(),
                held.controls(),
                held.waivers(),
                controls,
                held.manifests());
    }

    static InstallSpec with(InstallSpec was, BoxConfig.Git git, Optional<Profile> profile) {
        BoxConfig config = was.config();
        return new InstallSpec(
                new BoxConfig(
                        config.name(),
                        profile,
                        config.ssh(),
                        git,
                        config.k3s(),
                        config.firewall(),
                        config.namespaces(),
                        config.templates()),
                was.artifacts());
    }
}
