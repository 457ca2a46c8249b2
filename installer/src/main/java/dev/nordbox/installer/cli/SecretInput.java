package dev.nordbox.installer.cli;

import dev.nordbox.installer.problem.ExitCode;
import dev.nordbox.installer.problem.Problem;
import dev.nordbox.installer.problem.ProblemException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where a Secret or SealedSecret is read from. */
final class SecretInput {
    private static final int LARGEST = 16 << 20;

    @Option(
            names = {"-f", "--file"},
            paramLabel = "FILE",
            description = "default: standard input")
    @Nullable Path file;

    String name() {
        return file == null ? "standard input" : file.toString();
    }

    String read(InputStream in) throws ProblemException {
        try {
            byte[] bytes = file == null ? in.readNBytes(LARGEST + 1) : Files.readAllBytes(file);
            if (bytes.length > LARGEST) {
                throw new IOException("larger than 16 MiB");
            }
            return new String(bytes, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new ProblemException(
                    ExitCode.NOT_SEALED,
                    new Problem("cannot be read", name(), "name a file that is there"),
                    e);
        }
    }
}
