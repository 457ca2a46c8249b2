package dev.nordbox.installer.output;

import dev.nordbox.installer.file.OwnFile;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The log of one run: {@code <state>/nordbox/runs/<run>/run.log}, readable by its owner only, with
 * secrets masked. Old runs make room.
 */
public final class RunLog implements AutoCloseable {
    private static final int KEPT = 50;

    private static final String PATTERN =
            "%d{yyyy-MM-dd'T'HH:mm:ss.SSSXXX} %-5level [%thread] %logger{36}";

    private final Path file;
    private final Runnable stop;

    private RunLog(Path file, Runnable stop) {
        this.file = file;
        this.stop = stop;
    }

    /** {@code $XDG_STATE_HOME/nordbox/runs}, by default under {@code ~/.local/state}. */
    public static Path folder(Map<String, String> environment, Path home) {
        String state = environment.getOrDefault("XDG_STATE_HOME", "");
        Path base = state.isBlank() ? home.resolve(".local/state") : Path.of(state);
        return base.resolve("nordbox/runs");
    }

    /**
     * @param verbose debug messages of ours too
     * @throws IOException when the file cannot be made
     */
    public static RunLog open(Path folder, String run, Redactor redactor, boolean verbose)
            throws IOException {
        Path place = folder.resolve(run);
        OwnFile.createDirectory(place);
        removeOldest(folder);
        Path file = place.resolve("run.log");
        OwnFile.create(file);
        OutputStream stream = Files.newOutputStream(file, StandardOpenOption.APPEND);
        return new RunLog(file, LogLines.to(stream, PATTERN, redactor, verbose));
    }

    public Path file() {
        return file;
    }

    @Override
    public void close() {
        stop.run();
    }

    private static void removeOldest(Path folder) throws IOException {
        List<Path> runs;
        try (Stream<Path> all = Files.list(folder)) {
            runs = all.sorted(Comparator.reverseOrder()).skip(KEPT).toList();
        }
        for (Path run : runs) {
            Files.deleteIfExists(run.resolve("run.log"));
            try (Stream<Path> left = Files.list(run)) {
                if (left.findAny().isPresent()) {
                    continue;
                }
            }
            Files.delete(run);
        }
    }
}
