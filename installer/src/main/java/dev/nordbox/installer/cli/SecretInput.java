package dev.nordbox.installer.cli;

import dev.nordbox.installer.file.Reason;
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
        try (InputStream opened = file == null ? in : Files.newInputStream(file)) {
            byte[] bytes = opened.readNBytes(LARGEST + 1);
            if (bytes.length > LARGEST) {
                throw problem("larger than 16 MiB", "a Secret is 1 MiB at most: name another file");
            }
            return new String(bytes, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw problem("cannot be read: " + Reason.of(e), "name a file that you may read");
        }
    }

    private ProblemException problem(String what, String remedy) {
        return new ProblemException(ExitCode.NOT_SEALED, new Problem(what, name(), remedy));
    }
}
