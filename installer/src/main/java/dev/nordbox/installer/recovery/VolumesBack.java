package dev.nordbox.installer.recovery;

import dev.nordbox.installer.kit.Kit;
import dev.nordbox.installer.kit.Volume;
import dev.nordbox.installer.output.Event;
import dev.nordbox.installer.problem.Problem;
import java.util.List;
import java.util.stream.Stream;

/** What a person has to know of the volumes of a box that comes back from a kit. */
public final class VolumesBack {
    private static final String PHASE = "restore";

    private VolumesBack() {}

    /**
     * To be told before anything is done: which volumes come back without their data, with half of
     * it, or with files of different moments.
     */
    public static List<Event> warnings(Kit kit) {
        List<Volume> volumes = kit.manifest().volumes();
        return Stream.concat(
                        volumes.stream()
                                .filter(volume -> !volume.left().isEmpty())
                                .map(VolumesBack::comesBackEmpty),
                        volumes.stream()
                                .filter(Volume::mayNotOpen)
                                .map(VolumesBack::comesBackBlurred))
                .toList();
    }

    private static Event comesBackBlurred(Volume volume) {
        return new Event.Warned(
                PHASE,
                new Problem(
                        "its files changed while the kit was made: a database among them may not"
                                + " open",
                        "volume " + volume.title(),
                        "see that its program starts; where it does not, bring its data back by"
                                + " other means"));
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
