package dev.nordbox.installer.drill;

import dev.nordbox.installer.kit.Kit;
import dev.nordbox.installer.kit.Volume;
import java.util.List;
import java.util.Optional;

/** What the comparison of volumes with the kit came to. */
final class VolumesCompared {
    private static final String CHECK = "volume-data";

    private VolumesCompared() {}

    /**
     * A volume of which the kit has nothing came back empty, which somebody chose; it is named.
     *
     * @param differing paths that were not as the kit has them; empty when nobody has looked
     */
    static Checked finding(Kit kit, Optional<List<String>> differing) {
        List<Volume> all = kit.manifest().volumes();
        List<Volume> covered = all.stream().filter(Volume::isCovered).toList();
        if (all.isEmpty()) {
            return new Checked(CHECK, true, "the kit is of a cluster without volumes");
        }
        if (differing.isEmpty()) {
            return new Checked(CHECK, false, "the data of volumes was not compared");
        }
        List<String> empty = all.stream().filter(v -> !v.isCovered()).map(Volume::title).toList();
        String good =
                "data of %d volumes, as the kit has it, file by file".formatted(covered.size())
                        + (empty.isEmpty()
                                ? ""
                                : "; the kit has nothing of " + String.join(", ", empty));
        return Checked.of(
                CHECK,
                good,
                differing.get().stream().map(path -> path + " is not as the kit has it").toList());
    }
}
