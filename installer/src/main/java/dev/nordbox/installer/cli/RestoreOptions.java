package dev.nordbox.installer.cli;

import dev.nordbox.installer.kit.Kit;
import dev.nordbox.installer.output.Surroundings;
import dev.nordbox.installer.problem.ProblemException;
import dev.nordbox.installer.recovery.KitKeys;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
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

    @Option(
            names = "--kit-identity",
            paramLabel = "FILE",
            description =
                    "private key that opens the kit, of age-keygen or of SSH (ed25519); can be"
                            + " repeated; default: --identity, else ~/.ssh/id_ed25519")
    List<Path> identities = List.of();

    @Option(
            names = "--passphrase-file",
            paramLabel = "FILE",
            description = "the kit's passphrase is its first line; default: it is asked for")
    @Nullable Path passphrase;

    /**
     * Opens and checks it, if there is one: before a host is so much as connected to.
     *
     * @param login the key that logs in, if one was named
     */
    Optional<Kit> kit(Optional<Path> login, Surroundings around) throws ProblemException {
        if (file == null) {
            return Optional.empty();
        }
        KitKeys keys =
                KitFileOptions.keys(around, passphrase, login.orElse(KitFileOptions.usual(around)));
        return Optional.of(keys.open(file, identities));
    }
}
