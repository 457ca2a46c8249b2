package dev.nordbox.installer.steps;

import dev.nordbox.installer.problem.Problem;
import dev.nordbox.installer.profile.Profile;
import dev.nordbox.installer.step.InstallSpec;
import java.util.ArrayList;
import java.util.List;

/** What a profile asks of the host, and {@code hardening} leaves to somebody else. */
public final class Unhardened {
    private Unhardened() {}

    /** None without a profile, and none of controls that somebody answers for. */
    public static List<Problem> warnings(InstallSpec spec) {
        return spec.config().profile().map(profile -> warnings(profile, spec)).orElse(List.of());
    }

    private static List<Problem> warnings(Profile profile, InstallSpec spec) {
        List<Problem> warnings = new ArrayList<>();
        if (!spec.config().hardening().sshd()) {
            told(profile, "ACC-01", List.of("hardening.sshd")).forEach(warnings::add);
        }
        List<String> off = spec.config().hardening().offUpkeep();
        told(profile, "HOST-01", off).forEach(warnings::add);
        told(profile, "K8S-02", off.stream().filter("hardening.sysctl"::equals).toList())
                .forEach(warnings::add);
        return warnings;
    }

    private static List<Problem> told(Profile profile, String control, List<String> off) {
        if (off.isEmpty() || profile.control(control).isEmpty() || !profile.enforces(control)) {
            return List.of();
        }
        return List.of(
                new Problem(
                        control
                                + " is not met unless you see to it by other means: `up` does not,"
                                + " with "
                                + String.join(", ", off)
                                + " switched off",
                        "hardening",
                        "switch it on, or waive " + control + " (profile.waivers)"));
    }
}
