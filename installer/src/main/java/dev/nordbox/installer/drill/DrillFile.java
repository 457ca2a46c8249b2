package dev.nordbox.installer.drill;

import dev.nordbox.installer.file.Reason;
import dev.nordbox.installer.host.ssh.SshSigner;
import dev.nordbox.installer.kit.Kit;
import dev.nordbox.installer.problem.ExitCode;
import dev.nordbox.installer.problem.Problem;
import dev.nordbox.installer.problem.ProblemException;
import dev.nordbox.installer.store.Incoming;
import dev.nordbox.installer.store.NewFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;

/** Where the result of a drill is written, with its signature beside it. */
public record DrillFile(Path path) {

    /** What a kit's is called when nobody says. */
    public static DrillFile of(Kit kit, Optional<Path> named) {
        return new DrillFile(named.orElse(Path.of("drill-" + kit.id() + ".json")));
    }

    public static Path signatureOf(Path result) {
        return result.resolveSibling(result.getFileName() + ".sig");
    }

    /**
     * Before a host is so much as connected to: a drill that cannot be written down is for nothing.
     */
    public void requireWritable() throws ProblemException {
        Path folder = Optional.ofNullable(path.toAbsolutePath().getParent()).orElse(Path.of("/"));
        if (!Files.isWritable(folder)) {
            throw unwritable("its folder is not there, or you may not write to it", null);
        }
    }

    /**
     * The signature first: what has none was not signed, and never was between two writes. One that
     * is refused costs nobody the result.
     *
     * @param warn told why it is not signed
     */
    public void keep(DrillResult result, Optional<SshSigner> signer, Consumer<Problem> warn)
            throws ProblemException {
        String text = result.print();
        Optional<String> signed = signer.flatMap(key -> signed(text, key, warn));
        try {
            Path signature = signatureOf(path);
            Files.deleteIfExists(signature); // of another drill
            if (signed.isPresent()) {
                write(signature, signed.get());
            }
            write(path, text);
        } catch (IOException e) {
            throw unwritable(Reason.of(e), e);
        }
    }

    private static Optional<String> signed(String text, SshSigner key, Consumer<Problem> warn) {
        try {
            return Optional.of(
                    key.sign(text.getBytes(StandardCharsets.UTF_8), DrillResult.NAMESPACE));
        } catch (ProblemException e) {
            e.problems().forEach(warn);
            return Optional.empty();
        }
    }

    private static void write(Path file, String text) throws IOException {
        try (Incoming incoming = NewFile.beside(file)) {
            incoming.stream().write(text.getBytes(StandardCharsets.UTF_8));
            incoming.keep();
        }
    }

    private ProblemException unwritable(
            String why, @org.jspecify.annotations.Nullable IOException e) {
        ProblemException problem =
                new ProblemException(
                        ExitCode.USAGE,
                        new Problem(
                                "the result of the drill cannot be written: " + why,
                                "--out " + path,
                                "name a file that you may write"));
        if (e != null) {
            problem.initCause(e);
        }
        return problem;
    }
}
