package dev.nordbox.installer.recovery;

import dev.nordbox.installer.kit.Kit;
import dev.nordbox.installer.kit.Volume;
import dev.nordbox.installer.output.Event;
import dev.nordbox.installer.problem.Problem;
import dev.nordbox.installer.steps.VolumeData;
import dev.nordbox.templates.ShellWords;
import java.util.ArrayList;
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

    /**
     * To be told once the box is back: what commands had printed waits to be read in. Only a person
     * knows whether the workload, which has begun anew, is ready for that.
     */
    public static List<Event> leftToDo(Kit kit) {
        return kit.manifest().volumes().stream()
                .flatMap(volume -> volume.output().stream())
                .distinct()
                .map(VolumesBack::readIn)
                .toList();
    }

    private static Event readIn(Volume.Output output) {
        String place = VolumeData.placeOf(output.stored());
        return new Event.Noted(
                PHASE,
                "the backup of %s in %s waits on the box, unless it was read in; as root there: %s"
                        .formatted(output.pod(), output.namespace(), command(output, place)));
    }

    private static String command(Volume.Output output, String place) {
        List<String> words =
                new ArrayList<>(List.of("k3s", "kubectl", "exec", "-i", "-n", output.namespace()));
        if (!output.container().isEmpty()) {
            words.addAll(List.of("-c", output.container()));
        }
        words.add(output.pod());
        words.add("--");
        words.addAll(output.restore());
        return ShellWords.join(words)
                + (output.restore().isEmpty() ? " COMMAND" : "")
                + " <%1$s && rm %1$s".formatted(ShellWords.join(List.of(place)));
    }
}
