package dev.nordbox.installer.recovery;

import dev.nordbox.installer.kit.Kit;
import dev.nordbox.installer.kit.Volume;
import dev.nordbox.installer.output.Event;
import dev.nordbox.installer.problem.Problem;
import java.util.List;

/** What a person has to know of the volumes of a box that comes back from a kit. */
public final class VolumesBack {
    private static final String PHASE = "restore";

    private VolumesBack() {}

    /**
     * To be told before anything is done: which volumes come back without their data, or with half
     * of it.
     */
    public static List<Event> warnings(Kit kit) {
        return kit.manifest().volumes().stream()
                .filter(volume -> !volume.left().isEmpty())
                .map(VolumesBack::comesBackEmpty)
                .toList();
    }

    private static Event comesBackEmpty(Volume volume) {
        return new Event.Warned(
                PHASE,
                new Problem(
                        (volume.isCovered() ? "the kit has not " : "the kit has nothing of it: ")
                                + volume.left(),
                        "volume " + volume.title(),
                        "bring its data back by other means"));
    }
}
