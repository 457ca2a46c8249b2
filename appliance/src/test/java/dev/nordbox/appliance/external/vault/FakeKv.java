package dev.nordbox.appliance.external.vault;

import dev.nordbox.appliance.json.Json;
import dev.nordbox.appliance.manifest.Fields;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** The engines of a pretended Vault: one of version 2, one of version 1. */
final class FakeKv {
    private static final String WRONG_PATH =
            "Invalid path for a versioned K/V secrets engine. See the API docs for the appropriate"
                    + " API endpoints to use. If using the Vault CLI, use 'vault kv get' for this"
                    + " operation.";

    private final Map<String, List<Version>> second = new TreeMap<>();
    private final Map<String, Map<String, Object>> custom = new HashMap<>();
    private final Map<String, Map<String, Object>> first = new TreeMap<>();

    /** A version of a secret; its data is gone when it was deleted. */
    private record Version(Optional<Map<String, Object>> data, String deletionTime) {}

    FakeAnswer second(String method, String path, String query, boolean list, byte[] body) {
        if (path.startsWith("data/")) {
            String key = path.substring("data/".length());
            return switch (method) {
                case "GET" -> read(key, query);
                case "DELETE" -> remove(key);
                default -> write(key, Fields.map(Json.parse(body), "data"));
            };
        }
        if (path.startsWith("metadata/") || path.equals("metadata")) {
            String key = path.equals("metadata") ? "" : path.substring("metadata/".length());
            if (list) {
                return listed(second.keySet(), key);
            }
            if (!method.equals("GET")) {
                custom.put(key, Fields.map(Json.parse(body), "custom_metadata"));
                return FakeAnswer.nothing();
            }
            return metadata(key);
        }
        return FakeAnswer.with("warnings", List.of(WRONG_PATH)).as(404);
    }

    private FakeAnswer read(String key, String query) {
        List<Version> versions = second.getOrDefault(key, List.of());
        int number =
                query.startsWith("version=")
                        ? Integer.parseInt(query.substring("version=".length()))
                        : versions.size();
        if (number < 1 || number > versions.size()) {
            return FakeAnswer.missing();
        }
        Version version = versions.get(number - 1);
        Map<String, Object> metadata = new LinkedHashMap<>();
        metadata.put("created_time", "2026-11-01T10:00:00.123456789Z");
        metadata.put("custom_metadata", custom.get(key));
        metadata.put("deletion_time", version.deletionTime());
        metadata.put("destroyed", false);
        metadata.put("version", number);
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("data", version.data().orElse(null));
        data.put("metadata", metadata);
        FakeAnswer answer = FakeAnswer.secret(data);
        return version.data().isPresent() ? answer : answer.as(404);
    }

    FakeAnswer write(String key, Map<String, Object> data) {
        second.computeIfAbsent(key, none -> new ArrayList<>())
                .add(new Version(Optional.of(data), ""));
        return FakeAnswer.secret(Map.of("version", second.get(key).size()));
    }

    private FakeAnswer remove(String key) {
        List<Version> versions = second.getOrDefault(key, List.of());
        if (!versions.isEmpty()) {
            versions.set(
                    versions.size() - 1,
                    new Version(Optional.empty(), "2026-11-02T10:00:00.123456789Z"));
        }
        return FakeAnswer.nothing();
    }

    private FakeAnswer metadata(String key) {
        List<Version> versions = second.get(key);
        if (versions == null) {
            return FakeAnswer.missing();
        }
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("created_time", "2026-11-01T10:00:00.123456789Z");
        data.put("current_version", versions.size());
        data.put("custom_metadata", custom.get(key));
        data.put("delete_version_after", "0s");
        return FakeAnswer.secret(data);
    }

    FakeAnswer first(String method, String key, boolean list, byte[] body) {
        if (list) {
            return listed(first.keySet(), key);
        }
        switch (method) {
            case "GET" -> {
                return first.containsKey(key)
                        ? FakeAnswer.secret(first.get(key))
                        : FakeAnswer.missing();
            }
            case "DELETE" -> first.remove(key);
            default -> first.put(key, Json.parse(body));
        }
        return FakeAnswer.nothing();
    }

    private static FakeAnswer listed(Set<String> keys, String folder) {
        String below = folder.isEmpty() || folder.endsWith("/") ? folder : folder + "/";
        Set<String> names = new TreeSet<>();
        for (String key : keys) {
            if (key.startsWith(below)) {
                String rest = key.substring(below.length());
                int slash = rest.indexOf('/');
                names.add(slash < 0 ? rest : rest.substring(0, slash + 1));
            }
        }
        return names.isEmpty()
                ? FakeAnswer.missing()
                : FakeAnswer.secret(Map.of("keys", new ArrayList<>(names)));
    }
}
