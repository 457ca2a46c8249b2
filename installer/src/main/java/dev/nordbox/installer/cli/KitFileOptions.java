package dev.nordbox.installer.cli;

import dev.nordbox.installer.host.ssh.TerminalPrompts;
import dev.nordbox.installer.kit.Kit;
import dev.nordbox.installer.output.Surroundings;
import dev.nordbox.installer.problem.ProblemException;
import dev.nordbox.installer.recovery.KitKeys;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** A kit that is here, and what it is opened with. */
final class KitFileOptions {
    @Parameters(paramLabel = "FILE", description = "a kit")
    Path file = Path.of("");

    @Option(
            names = {"-i", "--identity"},
            paramLabel = "FILE",
            description =
                    "private key, of age-keygen or of SSH (ed25519); can be repeated; default:"
                            + " ~/.ssh/id_ed25519")
    List<Path> identities = List.of();

    @Option(
            names = "--passphrase-file",
            paramLabel = "FILE",
            description = "the passphrase is its first line; default: it is asked for")
    @Nullable Path passphrase;

    Kit open(Surroundings around) throws ProblemException {
        return keys(around, passphrase, usual(around)).open(file, identities);
    }

    /**
     * @param passphrase the file it is in; none: a person is asked, when it takes one
     * @param usual the key that is tried when none is named
     */
    static KitKeys keys(Surroundings around, @Nullable Path passphrase, Path usual) {
        return new KitKeys(
                new TerminalPrompts(around.person()),
                Optional.ofNullable(passphrase),
                usual,
                around.redactor());
    }

    static Path usual(Surroundings around) {
        return around.home().resolve(".ssh/id_ed25519");
    }
}
