package dev.nordbox.installer.evidence;

import dev.nordbox.appliance.json.Json;
import dev.nordbox.appliance.manifest.Fields;
import dev.nordbox.installer.artifact.Sha256;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Records one a line, each with the SHA-256 of the line before it: whoever changes one must change
 * all that follow, and then the signature does not hold.
 */
public final class Chain {
    /** Before the first record of the first run. */
    public static final String START = "0".repeat(64);

    static final String PREVIOUS = "prevHash";

    private final List<String> lines = new ArrayList<>();
    private String head;

    /**
     * @param head hash of the last line of the run before
     */
    public Chain(String head) {
        this.head = head;
    }

    public Chain add(Map<String, ?> fields) {
        Map<String, Object> record = new LinkedHashMap<>(fields);
        record.put(PREVIOUS, head);
        String line = new String(Json.printCanonical(record), StandardCharsets.UTF_8);
        lines.add(line);
        head = hash(line);
        return this;
    }

    /** One record a line, in canonical JSON: keys in order, no white space. */
    public String text() {
        return String.join("\n", lines) + "\n";
    }

    static String hash(String line) {
        return Sha256.of(line.getBytes(StandardCharsets.UTF_8));
    }

    /** Hash of the last line of a text: what the next one goes on from. */
    static String head(String text) {
        return hash(text.lines().reduce("", (first, last) -> last));
    }

    /**
     * The records of a text.
     *
     * @throws BrokenChain with the first line that does not follow from the one before
     */
    public static List<Map<String, Object>> read(String text) throws BrokenChain {
        List<Map<String, Object>> records = new ArrayList<>();
        Optional<String> previous = Optional.empty();
        int number = 0;
        for (String line : text.lines().toList()) {
            number++;
            Map<String, Object> record;
            try {
                record = Json.parse(line.getBytes(StandardCharsets.UTF_8));
            } catch (IllegalArgumentException e) {
                throw new BrokenChain(number, "it is no JSON object");
            }
            String said = Fields.text(record, PREVIOUS).orElse("");
            if (previous.isPresent() && !previous.get().equals(said)) {
                throw new BrokenChain(number, "it does not follow from the line before");
            }
            previous = Optional.of(hash(line));
            records.add(record);
        }
        return records;
    }

    /** Evidence that is not as it was written. */
    public static final class BrokenChain extends Exception {
        private static final long serialVersionUID = 1L;

        BrokenChain(int line, String why) {
            super("line " + line + ": " + why);
        }
    }
}
