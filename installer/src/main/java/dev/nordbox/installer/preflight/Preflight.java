package dev.nordbox.installer.preflight;

import dev.nordbox.installer.facts.Around;
import dev.nordbox.installer.facts.HostFacts;
import java.util.List;
import java.util.stream.Stream;

/** All checks over one set of facts, those of a first look. */
public final class Preflight {

    /** Where the controller's Java can come from. */
    public enum JavaSupply {
        /** {@code up} uploads a runtime. */
        BROUGHT,
        /** What stands on the host, else the distribution's package. */
        OF_HOST
    }

    private final List<Check> checks;
    private final List<Check> ofWhatIsAround;

    public Preflight(JavaSupply java) {
        this(
                all(
                        Stream.of(
                                LoginChecks.all(),
                                MachineChecks.all(),
                                NetworkChecks.all(),
                                SoftwareChecks.all(java))),
                all(
                        Stream.of(
                                KernelChecks.all(),
                                SystemChecks.all(),
                                StorageChecks.all(),
                                AddressChecks.all(),
                                NameChecks.all(),
                                SshdChecks.all())));
    }

    /**
     * @param ofWhatIsAround checks that need an answer to what only a first or thorough look asks
     */
    private Preflight(List<Check> checks, List<Check> ofWhatIsAround) {
        this.checks = checks;
        this.ofWhatIsAround = ofWhatIsAround;
    }

    private static List<Check> all(Stream<List<Check>> tables) {
        return tables.flatMap(List::stream).toList();
    }

    /**
     * What {@code down} and {@code upgrade} need of a host: without root's rights they would see
     * and do but half.
     */
    public static Preflight ofRights() {
        return new Preflight(List.of(LoginChecks.ROOT), List.of());
    }

    public PreflightReport examine(String host, HostFacts facts) {
        boolean asked = !facts.around().equals(Around.NOTHING);
        return new PreflightReport(
                host,
                Stream.concat(checks.stream(), asked ? ofWhatIsAround.stream() : Stream.empty())
                        .map(check -> check.examine(facts))
                        .toList(),
                List.of());
    }
}
