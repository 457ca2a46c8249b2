package dev.nordbox.installer.preflight;

import dev.nordbox.installer.facts.HostFacts;
import java.util.List;
import java.util.stream.Stream;

/** All checks over one set of facts. Needs no facts beyond those every survey gathers. */
public final class Preflight {

    /** Where the controller's Java can come from. */
    public enum JavaSupply {
        /** {@code up} uploads a runtime. */
        BROUGHT,
        /** What stands on the host, else the distribution's package. */
        OF_HOST
    }

    private final List<Check> checks;

    public Preflight(JavaSupply java) {
        this.checks =
                Stream.of(
                                LoginChecks.all(),
                                MachineChecks.all(),
                                NetworkChecks.all(),
                                SoftwareChecks.all(java))
                        .flatMap(List::stream)
                        .toList();
    }

    private Preflight(List<Check> checks) {
        this.checks = checks;
    }

    /** What {@code down} needs of a host: without root's rights it would see and do but half. */
    public static Preflight forRemoval() {
        return new Preflight(List.of(LoginChecks::root));
    }

    public PreflightReport examine(String host, HostFacts facts) {
        return new PreflightReport(
                host, checks.stream().map(check -> check.examine(facts)).toList());
    }
}
