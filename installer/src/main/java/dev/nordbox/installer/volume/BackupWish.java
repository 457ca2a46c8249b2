package dev.nordbox.installer.volume;

import dev.nordbox.appliance.json.Json;
import dev.nordbox.appliance.manifest.Fields;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the annotations of a pod say about its volumes' backup.
 *
 * @param command words whose output is the backup; empty for none
 * @param container that it runs in; {@code ""} for the pod's default
 * @param restore words that read the output in again; empty for none
 * @param files whether the files belong into a kit: by default where there is no command
 */
record BackupWish(
        List<String> command, String container, List<String> restore, Optional<Boolean> files) {
    static final String COMMAND = "backup.nordbox.no/command";
    static final String CONTAINER = "backup.nordbox.no/container";
    static final String RESTORE = "backup.nordbox.no/restore-command";
    static final String FILES = "backup.nordbox.no/files";

    BackupWish {
        command = List.copyOf(command);
        restore = List.copyOf(restore);
    }

    /**
     * @throws IllegalArgumentException for what cannot be meant
     */
    static BackupWish of(Map<String, Object> annotations) {
        return new BackupWish(
                words(annotations, COMMAND),
                Fields.text(annotations, CONTAINER).orElse(""),
                words(annotations, RESTORE),
                Fields.text(annotations, FILES).map(BackupWish::truth));
    }

    /** A JSON list of words, or a line for the {@code sh} of the container. */
    private static List<String> words(Map<String, Object> annotations, String key) {
        String text = Fields.text(annotations, key).orElse("").strip();
        if (text.isEmpty()) {
            return List.of();
        }
        if (!text.startsWith("[")) {
            return List.of("sh", "-c", text);
        }
        List<Object> words = list(key, text);
        if (words.isEmpty() || !words.stream().allMatch(String.class::isInstance)) {
            throw new IllegalArgumentException(key + " is not a JSON list of words");
        }
        return words.stream().map(String.class::cast).toList();
    }

    private static List<Object> list(String key, String text) {
        try {
            String object = "{\"words\":" + text + "}";
            return Fields.list(Json.parse(object.getBytes(StandardCharsets.UTF_8)), "words");
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(key + " is not a JSON list of words", e);
        }
    }

    private static boolean truth(String text) {
        if (!text.equals("true") && !text.equals("false")) {
            throw new IllegalArgumentException(FILES + " is neither true nor false");
        }
        return text.equals("true");
    }
}
