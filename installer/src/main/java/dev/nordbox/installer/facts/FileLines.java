package dev.nordbox.installer.facts;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;

/** What {@code stat} and {@code sha256sum} say of paths. */
final class FileLines {
    private FileLines() {}

    static Map<String, FileFacts> read(FactLines lines) throws FactsUnreadable {
        Map<String, String> sums = lines.named("sum", 2, line -> line.at(1));
        return lines.named("file", 6, line -> file(line, sums.getOrDefault(line.at(6), "")));
    }

    private static FileFacts file(FactLine line, String sum) {
        String mode = line.at(1);
        FileFacts.Kind kind =
                switch (line.at(4)) {
                    case "regular file", "regular empty file" -> FileFacts.Kind.FILE;
                    case "directory" -> FileFacts.Kind.DIRECTORY;
                    case "symbolic link" -> FileFacts.Kind.LINK;
                    default -> FileFacts.Kind.OTHER;
                };
        return new FileFacts(
                kind,
                "0".repeat(Math.max(0, 4 - mode.length())) + mode,
                line.at(2),
                line.size(3),
                sum,
                target(line),
                instant(line.at(5)));
    }

    /** {@code '/usr/local/bin/kubectl' -> 'k3s'} is {@code k3s}; what is no link has no arrow. */
    private static String target(FactLine line) {
        String quoted = line.at(7);
        String arrow = "'%s' -> '".formatted(line.at(6));
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
