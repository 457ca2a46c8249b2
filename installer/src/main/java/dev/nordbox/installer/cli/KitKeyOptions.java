package dev.nordbox.installer.cli;

import dev.nordbox.installer.output.Surroundings;
import dev.nordbox.installer.recovery.KitKeys;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What a kit is opened with where {@code --identity} is the key that logs in. */
final class KitKeyOptions {
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
     * @param login the key that logs in, if one was named
     */
    KitKeys keys(Optional<Path> login, Surroundings around) {
        return KitFileOptions.keys(around, passphrase, login.orElse(KitFileOptions.usual(around)));
    }
}
