package dev.nordbox.installer.cli;

import dev.nordbox.installer.kit.Kit;
import dev.nordbox.installer.output.Surroundings;
import dev.nordbox.installer.problem.ProblemException;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The kit that a box comes back from. */
final class RestoreOptions {
    @Option(
            names = "--restore",
            paramLabel = "FILE",
            description =
                    "a recovery kit: the same cluster comes up on a fresh server; what nobody says"
                            + " anew is as the kit has it")
    @Nullable Path file;

    @Mixin KitKeyOptions keys = new KitKeyOptions();

    /**
     * Opens and checks it, if there is one: before a host is so much as connected to.
     *
     * @param login the key that logs in, if one was named
     */
    Optional<Kit> kit(Optional<Path> login, Surroundings around) throws ProblemException {
        if (file == null) {
            return Optional.empty();
        }
        return Optional.of(keys.open(file, login, around));
    }
}
