package dev.nordbox.installer.steps;

import dev.nordbox.installer.config.BoxConfig;
import dev.nordbox.installer.profile.Endpoint;
import dev.nordbox.installer.profile.Parameters;
import dev.nordbox.installer.profile.Profile;
import dev.nordbox.installer.profile.Waiver;
import dev.nordbox.installer.step.InstallSpec;
import java.util.List;
import java.util.Map;
import java.util.Optional;

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

    /** Without its controls, which no step looks at. */
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
                        "Datatilsynet"),
                List.of(),
                waivers,
                List.of(
                        "images.yaml",
                        "ingresses.yaml",
                        "networkpolicies.yaml",
                        "privileged.yaml",
                        "services.yaml",
                        "storage.yaml"));
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
