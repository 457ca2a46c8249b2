package dev.nordbox.installer.drill;

import dev.nordbox.installer.volume.Dump;
import dev.nordbox.installer.volume.Dumps;
import java.util.stream.Collectors;

/** What became of the dumps that a kit has. */
final class DumpsRead {
    private static final String CHECK = "dumps";

    private DumpsRead() {}

    /** One without a command to read it in proves nothing, and is named. */
    static Checked finding(Dumps dumps) {
        String byHand =
                dumps.all().stream()
                        .filter(dump -> dump.words().isEmpty())
                        .map(Dump::title)
                        .collect(Collectors.joining("; "));
        long read = dumps.all().stream().filter(Dump::isReadIn).count();
        String good =
                "%d dumps were read in".formatted(read)
                        + (byHand.isEmpty()
                                ? ""
                                : "; nobody says how to read in that of " + byHand);
        return Checked.of(
                CHECK, good, dumps.all().stream().filter(Dump::isMissed).map(Dump::line).toList());
    }
}
