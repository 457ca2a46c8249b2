package dev.nordbox.installer.steps;

import dev.nordbox.installer.artifact.Artifact;
import dev.nordbox.installer.facts.HostFacts;
import dev.nordbox.installer.facts.JavaRuntime;
import dev.nordbox.installer.step.InstallSpec;
import java.util.Comparator;
import java.util.Optional;

/** Which Java the controller runs on: the one that was brought, else the newest of the host. */
final class ControllerJava {
    static final int OLDEST = 17;
    private static final String BROUGHT = ControllerPaths.JAVA_RUNTIME + "/bin/java";

    /** Where Debian's package puts it; a guess that only a dry run on a bare host shows. */
    private static final String EXPECTED = "/usr/bin/java";

    private ControllerJava() {}

    /** Path of {@code java}. */
    static String executable(HostFacts facts, InstallSpec spec) {
        return spec.artifacts().javaRuntime().isPresent()
                ? BROUGHT
                : ofHost(facts).map(JavaRuntime::executable).orElse(EXPECTED);
    }

    /** Whether an earlier run has brought one, which stays in use until another is brought. */
    static boolean isBrought(HostFacts facts) {
        return ofHost(facts).map(java -> java.executable().equals(BROUGHT)).orElse(false);
    }

    /** Sum of the archive it came in; empty for one of the host's own. */
    static String sha256(HostFacts facts, InstallSpec spec) {
        Optional<Artifact> brought = spec.artifacts().javaRuntime();
        if (brought.isPresent()) {
            return brought.get().sha256();
        }
        return isBrought(facts) ? facts.note(InstallJava.NOTE).orElse("") : "";
    }

    static Optional<JavaRuntime> ofHost(HostFacts facts) {
        return facts.java().stream()
                .filter(java -> java.feature() >= OLDEST)
                .max(
                        Comparator.comparing(
                                        (JavaRuntime java) -> java.executable().equals(BROUGHT))
                                .thenComparing(JavaRuntime::feature)
                                .thenComparing(JavaRuntime::executable));
    }
}
