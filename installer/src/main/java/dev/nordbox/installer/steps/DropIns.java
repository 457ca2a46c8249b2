package dev.nordbox.installer.steps;

import dev.nordbox.installer.facts.HostFacts;
import dev.nordbox.installer.problem.Problem;
import java.util.List;
import java.util.stream.Stream;

/**
 * What people laid over our units ({@code systemctl edit}). It may be a proxy that the box needs,
 * so it stays; and it may take a command or its confinement back, so it is named each time.
 */
public final class DropIns {
    private DropIns() {}

    /** As far as the units were asked about. */
    public static List<Problem> of(HostFacts facts) {
        return Stream.of(K3sFiles.UNIT, ControllerPaths.UNIT)
                .flatMap(
                        unit ->
                                facts.unit(unit).dropIns().stream()
                                        .filter(DropIns::isOfPeople)
                                        .map(path -> told(unit, path)))
                .toList();
    }

    /** What a distribution lays over all services comes with it. */
    private static boolean isOfPeople(String path) {
        return path.startsWith("/etc/") || path.startsWith("/run/");
    }

    private static Problem told(String unit, String path) {
        return new Problem(
                "is laid over %s and not nordbox's: what it says goes before what `up` wrote"
                        .formatted(unit),
                path,
                "look into it; to be rid of it remove the file, `systemctl daemon-reload`, and restart"
                        + " %s".formatted(unit));
    }
}
