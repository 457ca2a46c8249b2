package dev.nordbox.installer.steps;

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

    static Optional<JavaRuntime> ofHost(HostFacts facts) {
        return facts.java().stream()
                .filter(java -> java.feature() >= OLDEST)
                .max(
                        Comparator.comparingInt(JavaRuntime::feature)
                                .thenComparing(JavaRuntime::executable));
    }
}
