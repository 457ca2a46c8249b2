package dev.nordbox.appliance.tombstone;

import dev.nordbox.appliance.json.Json;
import dev.nordbox.appliance.manifest.Fields;
import dev.nordbox.appliance.manifest.ResourceKey;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The lines of a burial's file: the occasion first, then a line for each object. */
final class TombstoneLine {

    /** Of the files: another one is not read, and not touched. */
    static final long FORMAT = 1;

    /** What the first line says. */
    record Head(Occasion occasion, Instant begun) {}

    private TombstoneLine() {}

    static byte[] of(Occasion occasion, Instant begun) {
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("format", FORMAT);
        line.put("application", occasion.application());
        line.put("revision", occasion.revision());
        line.put("reason", occasion.reason());
        line.put("actor", occasion.actor());
        line.put("sync", occasion.sync());
        line.put("begun", begun.toString());
        return Json.print(line);
    }

    static byte[] of(Tombstone tombstone) {
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("group", tombstone.key().group());
        line.put("kind", tombstone.key().kind());
        line.put("namespace", tombstone.key().namespace());
        line.put("name", tombstone.key().name());
        line.put("remark", tombstone.remark());
        tombstone.content().ifPresent(content -> line.put("content", content));
        return Json.print(line);
    }

    /** Empty when it is none, or one of another format. */
    static Optional<Head> head(byte[] bytes) {
        return parsed(bytes)
                .filter(line -> Fields.number(line, "format") == FORMAT)
                .flatMap(
                        line ->
                                Fields.time(line, "begun")
                                        .map(begun -> new Head(occasion(line), begun)));
    }

    private static Occasion occasion(Map<String, Object> line) {
        return new Occasion(
                text(line, "application"),
                text(line, "revision"),
                text(line, "reason"),
                text(line, "actor"),
                text(line, "sync"));
    }

    /** Empty when it is none: half of one, as a crash leaves it. */
    static Optional<Tombstone> tombstone(byte[] bytes) {
        return parsed(bytes)
                .filter(line -> !text(line, "kind").isEmpty())
                .map(
                        line ->
                                new Tombstone(
                                        new ResourceKey(
                                                text(line, "group"),
                                                text(line, "kind"),
                                                text(line, "namespace"),
                                                text(line, "name")),
                                        Optional.of(Fields.map(line, "content"))
                                                .filter(content -> !content.isEmpty()),
                                        text(line, "remark")));
    }

    private static Optional<Map<String, Object>> parsed(byte[] bytes) {
        try {
            return Optional.of(Json.parse(bytes));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static String text(Map<String, Object> line, String name) {
        return Fields.text(line, name).orElse("");
    }
}
