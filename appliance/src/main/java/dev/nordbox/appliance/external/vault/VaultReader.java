package dev.nordbox.appliance.external.vault;

import dev.nordbox.appliance.external.CannotSync;
import dev.nordbox.appliance.external.DataFrom;
import dev.nordbox.appliance.external.NoSuchSecret;
import dev.nordbox.appliance.external.RemoteRef;
import dev.nordbox.appliance.external.SecretsReader;
import dev.nordbox.appliance.manifest.Fields;
import dev.nordbox.appliance.render.gotemplate.Budget;
import dev.nordbox.appliance.render.gotemplate.GoTemplate;
import dev.nordbox.appliance.render.gotemplate.TemplateException;
import dev.nordbox.appliance.render.yaml.GoNumber;
import dev.nordbox.appliance.render.yaml.JsonReader;
import dev.nordbox.appliance.render.yaml.JsonWriter;
import dev.nordbox.appliance.render.yaml.WrittenNumber;
import dev.nordbox.appliance.render.yaml.YamlException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Secrets of a KV engine, as External Secrets reads them. */
final class VaultReader implements SecretsReader {

    /** Each is a request. */
    private static final int MOST_FOUND = 500;

    /** Twice what a Secret can hold. */
    private static final long MOST_BYTES = 2 << 20;

    private static final List<String> SYSTEM_METADATA =
            List.of("created_time", "current_version", "delete_version_after");

    private final VaultConnection vault;
    private final KvPaths paths;

    VaultReader(VaultConnection vault, VaultStore store) {
        this.vault = vault;
        this.paths = new KvPaths(store.path(), store.second());
    }

    @Override
    public byte[] value(RemoteRef ref) throws NoSuchSecret, CannotSync {
        Map<String, Object> secret = secret(ref);
        if (ref.property().isEmpty()) {
            return bytes(JsonWriter.compact(secret));
        }
        if (secret.containsKey(ref.property())) {
            return bytes(text(secret.get(ref.property())));
        }
        Optional<PropertyPath.Found> found = PropertyPath.parse(ref.property()).in(secret);
        if (found.isEmpty()) {
            throw CannotSync.data(
                    "cannot find secret data for key: \""
                            + ref.property()
                            + "\"; the secret has: "
                            + String.join(", ", new TreeMap<>(secret).keySet()));
        }
        return bytes(unwritten(found.get().value().orElse(null)));
    }

    @Override
    public Map<String, byte[]> values(RemoteRef ref) throws NoSuchSecret, CannotSync {
        Map<String, byte[]> values = new TreeMap<>();
        object(ref).forEach((key, value) -> values.put(key, bytes(unwritten(value))));
        return values;
    }

    private Map<String, Object> object(RemoteRef ref) throws NoSuchSecret, CannotSync {
        if (ref.property().isEmpty()) {
            return secret(ref);
        }
        String text = new String(value(ref), StandardCharsets.UTF_8);
        try {
            if (JsonReader.read(text) instanceof Map<?, ?> map) {
                return Fields.map(map);
            }
        } catch (YamlException e) {
            // its message may quote the value
        }
        throw CannotSync.data("property " + ref.property() + " is no object");
    }

    private Map<String, Object> secret(RemoteRef ref) throws NoSuchSecret, CannotSync {
        return ref.metadata() ? metadata(ref.key()) : data(ref.key(), ref.version());
    }

    private Map<String, Object> data(String key, String version) throws NoSuchSecret, CannotSync {
        String query =
                version.isEmpty()
                        ? ""
                        : "?version=" + URLEncoder.encode(version, StandardCharsets.UTF_8);
        Optional<Map<String, Object>> answer;
        try {
            answer = vault.read(paths.data(key), query);
        } catch (CannotSync e) {
            throw CannotSync.data("cannot read secret data from Vault: " + e.getMessage());
        }
        if (answer.isEmpty()) {
            throw new NoSuchSecret();
        }
        if (!(answer.get().get("data") instanceof Map)) {
            throw CannotSync.data(
                    "cannot read secret data from Vault: the answer about "
                            + paths.data(key)
                            + " has no data; is this a Vault?");
        }
        Map<String, Object> data = Fields.map(answer.get(), "data");
        if (!paths.second()) {
            return data;
        }
        if (!data.containsKey("data")) {
            throw CannotSync.data(
                    "failed to find data field: is the engine at this path version 1? Then set"
                            + " spec.provider.vault.version of the store to v1");
        }
        Optional<Object> inner = Fields.at(answer.get(), "data", "data");
        if (inner.isEmpty()) {
            throw new NoSuchSecret(); // deleted or destroyed
        }
        return Fields.map(inner.get());
    }

    /** Only version 2 says something of a secret. */
    private Map<String, Object> metadata(String key) throws CannotSync {
        if (!paths.second()) {
            throw CannotSync.data("cannot perform metadata fetch operations with kv version v1");
        }
        Optional<Map<String, Object>> answer;
        try {
            answer = vault.read(paths.metadata(key), "");
        } catch (CannotSync e) {
            throw CannotSync.data("cannot read secret data from Vault: " + e.getMessage());
        }
        if (answer.isEmpty()) {
            throw CannotSync.data("secret not found");
        }
        Map<String, Object> metadata = new TreeMap<>();
        Map<String, Object> data = Fields.map(answer.get(), "data");
        SYSTEM_METADATA.forEach(
                name -> Fields.at(data, name).ifPresent(value -> metadata.put(name, text(value))));
        Fields.map(data, "custom_metadata")
                .forEach((name, value) -> metadata.put(name, text(value)));
        return metadata;
    }

    @Override
    public Map<String, byte[]> find(DataFrom.Find find) throws NoSuchSecret, CannotSync {
        if (!paths.second() && !find.tags().isEmpty()) {
            throw CannotSync.data("cannot perform find by tag operations with kv version v1");
        }
        List<String> names = new ArrayList<>();
        list(find.path().isEmpty() ? "" : find.path() + "/", names, 0);
        Map<String, byte[]> found = new TreeMap<>();
        long bytes = 0;
        for (String name : names) {
            if (matches(find, name)) {
                try {
                    byte[] value = value(RemoteRef.of(name));
                    bytes += value.length;
                    found.put(name, value);
                } catch (NoSuchSecret e) {
                    continue; // its newest version was deleted
                }
            }
            if (found.size() > MOST_FOUND || bytes > MOST_BYTES) {
                throw tooMany();
            }
        }
        return found;
    }

    private boolean matches(DataFrom.Find find, String name) throws CannotSync {
        if (find.name().isPresent()) {
            return matches(find.name().get(), name);
        }
        Map<String, Object> metadata = metadata(name);
        return find.tags().entrySet().stream()
                .allMatch(tag -> tag.getValue().equals(metadata.get(tag.getKey())));
    }

    private static boolean matches(String regexp, String name) throws CannotSync {
        try {
            return GoTemplate.parse("find", "{{ mustRegexMatch .regexp .name }}")
                    .execute(Map.of("regexp", regexp, "name", name), Budget.DEFAULT)
                    .equals("true");
        } catch (TemplateException e) {
            throw CannotSync.data(
                    "could not compile find.name.regexp [" + regexp + "]: " + e.getMessage());
        }
    }

    private void list(String path, List<String> names, int depth) throws NoSuchSecret, CannotSync {
        Optional<Map<String, Object>> answer;
        try {
            answer = vault.list(paths.metadata(path));
        } catch (CannotSync e) {
            throw CannotSync.data("cannot read secret data from Vault: " + e.getMessage());
        }
        if (answer.isEmpty()) {
            throw new NoSuchSecret();
        }
        for (Object key : Fields.list(answer.get(), "data", "keys")) {
            String full = path + key;
            if (!full.endsWith("/")) {
                names.add(full);
            } else if (depth < 32) {
                list(full, names, depth + 1);
            }
            if (names.size() > MOST_FOUND * 10) {
                throw tooMany();
            }
        }
    }

    private static CannotSync tooMany() {
        return CannotSync.data(
                "more than "
                        + MOST_FOUND
                        + " secrets are found, or more than a Secret can hold; narrow find.path or find.name");
    }

    /** Go's way to print a value: texts as they are, what is nested as JSON, null as nothing. */
    private static String text(Object value) {
        if (value == null) {
            return "";
        }
        if (value instanceof String text) {
            return text;
        }
        return value instanceof Double number
                ? GoNumber.decimal(number)
                : JsonWriter.compact(value);
    }

    /** The same where External Secrets reads its own JSON again, and loses how it was written. */
    private static String unwritten(@Nullable Object value) {
        return value instanceof WrittenNumber number && Double.isFinite(number.value())
                ? GoNumber.decimal(number.value())
                : text(value);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
