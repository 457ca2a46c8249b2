package dev.nordbox.installer.support;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Logs of the newest runs from this machine that changed a box; those that only looked tell little.
 */
public final class RecentRuns {
    private static final int MOST = 3;

    /** As the log begins: the event of a run that has started. */
    private static final Pattern CHANGES =
            Pattern.compile(".*\\bRunStarted\\[.*\\bcommand=(up|down|upgrade)\\b(?! --).*");

    private RecentRuns() {}

    /**
     * By file name, the newest first.
     *
     * @param folder where each run has a folder whose name begins with its time
     */
    public static Map<String, String> of(Path folder) throws IOException {
        List<Path> newest;
        try (Stream<Path> runs = Files.list(folder)) {
            newest = runs.sorted(Comparator.reverseOrder()).toList();
        }
        Map<String, String> logs = new LinkedHashMap<>();
        for (Path run : newest) {
            Path log = run.resolve("run.log");
            Optional<String> command = logs.size() < MOST ? command(log) : Optional.empty();
            if (command.isPresent()) {
                logs.put(
                        "%s-%s.log".formatted(command.get(), run.getFileName()),
                        Files.readString(log));
            }
        }
        return logs.isEmpty()
                ? Map.of("runs.txt", "no up, down or upgrade among the runs in " + folder + "\n")
                : logs;
    }

    private static Optional<String> command(Path log) {
        try (BufferedReader lines = Files.newBufferedReader(log)) {
            return Optional.ofNullable(lines.readLine())
                    .map(CHANGES::matcher)
                    .filter(Matcher::matches)
                    .map(began -> began.group(1));
        } catch (IOException e) {
            return Optional.empty(); // swept away meanwhile, or begun and never written
        }
    }
}
