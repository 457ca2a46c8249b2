package dev.nordbox.installer.facts;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;

/** What {@code stat} and {@code sha256sum} say of paths. */
final class FileLines {
    private final Map<String, String[]> stats = new HashMap<>();
    private final Map<String, String> sums = new HashMap<>();

    /** Mode, owner, size, kind, time of change, path, quoted path: from the second field on. */
    void stat(String[] fields) {
        target(fields); // a line that is too short is told now
        stats.put(fields[6], fields);
    }

    void sum(String path, String sha256) {
        sums.put(path, sha256);
    }

    Map<String, FileFacts> read() {
        Map<String, FileFacts> files = new HashMap<>();
        stats.forEach((path, fields) -> files.put(path, file(path, fields)));
        return files;
    }

    private FileFacts file(String path, String[] f) {
        FileFacts.Kind kind =
                switch (f[4]) {
                    case "regular file", "regular empty file" -> FileFacts.Kind.FILE;
                    case "directory" -> FileFacts.Kind.DIRECTORY;
                    case "symbolic link" -> FileFacts.Kind.LINK;
                    default -> FileFacts.Kind.OTHER;
                };
        return new FileFacts(
                kind,
                "0".repeat(Math.max(0, 4 - f[1].length())) + f[1],
                f[2],
                Long.parseLong(f[3]),
                sums.getOrDefault(path, ""),
                target(f),
                instant(f[5]));
    }

    /** {@code '/usr/local/bin/kubectl' -> 'k3s'} is {@code k3s}; what is no link has no arrow. */
    private static String target(String[] f) {
        String quoted = f[7];
        String arrow = "'%s' -> '".formatted(f[6]);
        return quoted.startsWith(arrow)
                ? quoted.substring(arrow.length(), quoted.length() - 1)
                : "";
    }

    /** {@code 1700000000.123456}. */
    private static Instant instant(String seconds) {
        String[] parts = seconds.split("\\.", 2);
        long micros = parts.length < 2 ? 0 : Long.parseLong(parts[1]);
        return Instant.ofEpochSecond(Long.parseLong(parts[0])).plus(micros, ChronoUnit.MICROS);
    }
}
