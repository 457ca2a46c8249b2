package dev.nordbox.installer.backup;

import dev.nordbox.appliance.json.Json;
import dev.nordbox.appliance.manifest.Fields;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a box remembers of the kits it made.
 *
 * @param kit the last one that was stored
 * @param failure of the last run, if it failed
 */
record LastRuns(Optional<Made> kit, Optional<Failure> failure) {
    static final LastRuns NONE = new LastRuns(Optional.empty(), Optional.empty());

    /**
     * @param where the store, as people find it
     * @param size in bytes, encrypted
     * @param keys fingerprints of the sealing keys in it; none when it was made by a nordbox that
     *     did not list them
     * @param left volumes that it has nothing of, each with the reason
     * @param torn volumes whose backup command was not run, each with the reason
     * @param changed volumes whose files, which are all it has of them, changed while they were
     *     read
     * @param ahead files of kits in the store that are dated ahead of it
     */
    record Made(
            Instant at,
            String file,
            String where,
            long size,
            List<String> keys,
            List<String> left,
            List<String> torn,
            List<String> changed,
            List<String> ahead) {
        Made {
            keys = List.copyOf(keys);
            left = List.copyOf(left);
            torn = List.copyOf(torn);
            changed = List.copyOf(changed);
            ahead = List.copyOf(ahead);
        }
    }

    /**
     * @param why in one line; never a secret
     * @param takenOver another host has taken the box over
     */
    record Failure(Instant at, String why, boolean takenOver) {
        Failure(Instant at, String why) {
            this(at, why, false);
        }
    }

    LastRuns after(Made made) {
        return new LastRuns(Optional.of(made), Optional.empty());
    }

    LastRuns after(Failure failed) {
        return new LastRuns(kit, Optional.of(failed));
    }

    /** A person wants this host to go on as the box. */
    LastRuns claimed() {
        return new LastRuns(kit, failure.filter(failed -> !failed.takenOver()));
    }

    byte[] print() {
        Map<String, Object> document = new LinkedHashMap<>();
        kit.ifPresent(
                made -> {
                    Map<String, Object> fields = new LinkedHashMap<>();
                    fields.put("at", made.at().toString());
                    fields.put("file", made.file());
                    fields.put("where", made.where());
                    fields.put("size", made.size());
                    fields.put("keys", made.keys());
                    fields.put("left", made.left());
                    fields.put("torn", made.torn());
                    fields.put("changed", made.changed());
                    fields.put("ahead", made.ahead());
                    document.put("kit", fields);
                });
        failure.ifPresent(
                failed -> {
                    Map<String, Object> fields = new LinkedHashMap<>();
                    fields.put("at", failed.at().toString());
                    fields.put("why", failed.why());
                    fields.put("takenOver", failed.takenOver());
                    document.put("failure", fields);
                });
        return Json.print(document);
    }

    /** What a power cut has made unreadable is as good as nothing: the next kit writes it anew. */
    static LastRuns parse(byte[] text) {
        try {
            Map<String, Object> document = Json.parse(text);
            Map<String, Object> kit = Fields.map(document, "kit");
            Map<String, Object> failure = Fields.map(document, "failure");
            return new LastRuns(
                    kit.isEmpty()
                            ? Optional.empty()
                            : Optional.of(
                                    new Made(
                                            time(kit),
                                            said(kit, "file"),
                                            said(kit, "where"),
                                            Fields.number(kit, "size"),
                                            texts(kit, "keys"),
                                            texts(kit, "left"),
                                            texts(kit, "torn"),
                                            texts(kit, "changed"),
                                            texts(kit, "ahead"))),
                    failure.isEmpty()
                            ? Optional.empty()
                            : Optional.of(
                                    new Failure(
                                            time(failure),
                                            said(failure, "why"),
                                            Boolean.TRUE.equals(failure.get("takenOver")))));
        } catch (IllegalArgumentException | DateTimeException e) {
            return NONE;
        }
    }

    private static List<String> texts(Map<String, Object> fields, String key) {
        return Fields.list(fields, key).stream().map(String::valueOf).toList();
    }

    private static Instant time(Map<String, Object> fields) {
        return Instant.parse(said(fields, "at"));
    }

    private static String said(Map<String, Object> fields, String key) {
        return Fields.text(fields, key).orElse("");
    }
}
