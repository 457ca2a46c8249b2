package dev.nordbox.installer.kit;

import dev.nordbox.appliance.json.Json;
import dev.nordbox.appliance.manifest.Fields;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A manifest as JSON. */
public final class ManifestText {
    private static final String FORMAT = "nordbox-kit";

    /** Counted up when a kit becomes something that an earlier nordbox would restore wrongly. */
    static final long VERSION = 2;

    /** Without data of volumes; who knows only this one restores it rightly. */
    private static final long WITHOUT_VOLUMES = 1;

    private ManifestText() {}

    public static byte[] print(Manifest manifest) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("format", FORMAT);
        document.put("version", version(manifest));
        document.put("created", manifest.created().toString());
        document.put("nordbox", manifest.nordbox());
        document.put("k3s", manifest.k3s());
        document.put("box", manifest.box());
        document.put("host", manifest.host());
        document.put("node", manifest.node());
        manifest.repository().ifPresent(r -> document.put("repository", repository(r)));
        if (!manifest.volumes().isEmpty()) {
            document.put("volumes", manifest.volumes().stream().map(VolumeText::print).toList());
        }
        if (!manifest.sealingKeys().isEmpty()) {
            document.put(
                    "sealingKeys", manifest.sealingKeys().stream().map(ManifestText::key).toList());
        }
        document.put("parts", manifest.parts().stream().map(ManifestText::part).toList());
        return Json.print(document);
    }

    private static long version(Manifest manifest) {
        return manifest.volumes().stream().anyMatch(Volume::isCovered) ? VERSION : WITHOUT_VOLUMES;
    }

    private static Map<String, Object> repository(Manifest.Repository repository) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("url", repository.url());
        document.put("targetRevision", repository.targetRevision());
        document.put("path", repository.path());
        repository.commit().ifPresent(commit -> document.put("commit", commit));
        return document;
    }

    private static Map<String, Object> key(Manifest.SealingKey key) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("fingerprint", key.fingerprint());
        document.put("since", key.since().toString());
        return document;
    }

    private static Map<String, Object> part(Part part) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("path", part.path());
        document.put("size", part.size());
        document.put("sha256", part.sha256());
        return document;
    }

    /**
     * @throws KitDamaged when it is the manifest of something else, or of a later version
     */
    static Manifest parse(byte[] text) throws KitDamaged {
        try {
            Map<String, Object> document = Json.parse(text);
            if (!need(document, "format").equals(FORMAT)) {
                throw new KitDamaged("it is a file of another kind: " + need(document, "format"));
            }
            long version = Fields.number(document, "version");
            if (version < WITHOUT_VOLUMES || version > VERSION) {
                throw new KitDamaged(
                        "it is a kit of version %d, and this nordbox knows none after %d"
                                .formatted(version, VERSION));
            }
            List<Part> parts = new ArrayList<>();
            for (Object part : Fields.list(document, "parts")) {
                parts.add(
                        new Part(
                                need(part, "path"),
                                Fields.number(part, "size"),
                                need(part, "sha256")));
            }
            return new Manifest(
                    Instant.parse(need(document, "created")),
                    need(document, "nordbox"),
                    need(document, "k3s"),
                    need(document, "box"),
                    need(document, "host"),
                    node(document),
                    repository(document),
                    VolumeText.parse(document),
                    keys(document),
                    parts);
        } catch (IllegalArgumentException | DateTimeException e) {
            throw new KitDamaged("its manifest cannot be read");
        }
    }

    private static List<Manifest.SealingKey> keys(Map<String, Object> document) throws KitDamaged {
        List<Manifest.SealingKey> keys = new ArrayList<>();
        for (Object key : Fields.list(document, "sealingKeys")) {
            keys.add(
                    new Manifest.SealingKey(
                            need(key, "fingerprint"), Instant.parse(need(key, "since"))));
        }
        return keys;
    }

    private static Optional<Manifest.Repository> repository(Map<String, Object> document)
            throws KitDamaged {
        Map<String, Object> found = Fields.map(document, "repository");
        return found.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        new Manifest.Repository(
                                need(found, "url"),
                                need(found, "targetRevision"),
                                need(found, "path"),
                                Fields.text(found, "commit")));
    }

    /** It becomes a word in commands. */
    private static String node(Map<String, Object> document) throws KitDamaged {
        String name = need(document, "node");
        if (!name.matches("[a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?")) {
            throw new KitDamaged("its manifest names a node that no cluster has");
        }
        return name;
    }

    private static String need(Object document, String key) throws KitDamaged {
        return Fields.text(document, key)
                .orElseThrow(() -> new KitDamaged("its manifest has no `" + key + "`"));
    }
}
