package dev.nordbox.installer.cli;

import dev.nordbox.installer.output.Output;
import dev.nordbox.installer.output.Surroundings;
import dev.nordbox.installer.problem.ProblemException;
import dev.nordbox.installer.up.LostHost;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The kit that a box comes back from. */
final class RestoreOptions {
    private static final String FLAG = "--restore";

    @Option(
            names = FLAG,
            paramLabel = "FILE|STORE[/NAME]",
            description =
                    "a recovery kit: the same cluster comes up on a fresh server; what nobody says"
                            + " anew is as the kit has it. From s3://BUCKET/PREFIX or"
                            + " sftp://USER@HOST/PATH the newest is taken, or the one that is"
                            + " named")
    @Nullable String place;

    @Option(
            names = LostHost.FLAG,
            description =
                    "with --restore: goes on although the host that the kit is of still answers."
                            + " Its workloads run on beside the restored ones; where it reaches the"
                            + " store of its kits it stops converging at its next one, until `kit"
                            + " claim`")
    boolean besideLostHost;

    @Mixin KitKeyOptions keys = new KitKeyOptions();
    @Mixin StoreOptions store = new StoreOptions();

    /** Its file, if there is one: here before a host is so much as connected to. */
    Optional<FetchedKit> fetched(BoxOptions box, Surroundings around, Output output)
            throws ProblemException {
        return place == null
                ? Optional.empty()
                : Optional.of(FetchedKit.of(place, FLAG, store, box, around, output));
    }
}
