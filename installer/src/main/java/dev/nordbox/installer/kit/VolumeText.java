package dev.nordbox.installer.kit;

import dev.nordbox.appliance.manifest.Fields;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The volumes of a manifest as JSON. */
final class VolumeText {
    private VolumeText() {}

    static Map<String, Object> print(Volume volume) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("name", volume.name());
        document.put("claim", volume.claim());
        document.put("storageClass", volume.storageClass());
        document.put("node", volume.node());
        volume.directory().ifPresent(d -> document.put("directory", print(d)));
        volume.files().ifPresent(stored -> document.put("files", print(stored)));
        volume.output().ifPresent(output -> document.put("output", print(output)));
        if (volume.changed()) {
            document.put("changed", true);
        }
        if (!volume.left().isEmpty()) {
            document.put("left", volume.left());
        }
        return document;
    }

    private static Map<String, Object> print(Volume.Directory directory) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("path", directory.path());
        document.put("mode", directory.mode());
        document.put("owner", directory.owner());
        document.put("bytes", directory.bytes());
        return document;
    }

    private static Map<String, Object> print(Stored stored) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("path", stored.path());
        document.put("size", stored.size());
        document.put("sha256", stored.sha256());
        return document;
    }

    private static Map<String, Object> print(Volume.Output output) {
        Map<String, Object> document = print(output.stored());
        document.put("namespace", output.namespace());
        document.put("pod", output.pod());
        document.put("container", output.container());
        document.put("restore", output.restore());
        return document;
    }

    static List<Volume> parse(Map<String, Object> manifest) throws KitDamaged {
        List<Volume> volumes = new ArrayList<>();
        for (Object each : Fields.list(manifest, "volumes")) {
            volumes.add(volume(each));
        }
        return volumes;
    }

    private static Volume volume(Object document) throws KitDamaged {
        Optional<Volume.Directory> directory = Optional.empty();
        if (!Fields.map(document, "directory").isEmpty()) {
            directory = Optional.of(directory(Fields.map(document, "directory")));
        }
        Optional<Stored> files = Optional.empty();
        if (!Fields.map(document, "files").isEmpty()) {
            files = Optional.of(stored(Fields.map(document, "files")));
        }
        Optional<Volume.Output> output = Optional.empty();
        if (!Fields.map(document, "output").isEmpty()) {
            output = Optional.of(output(Fields.map(document, "output")));
        }
        Volume volume =
                new Volume(
                        name(document, "name"),
                        text(document, "claim"),
                        text(document, "storageClass"),
                        text(document, "node"),
                        directory,
                        files,
                        output,
                        Boolean.TRUE.equals(Fields.map(document).get("changed")),
                        text(document, "left"));
        if (files.isPresent() && directory.isEmpty()) {
            throw new KitDamaged("its volume " + volume.name() + " has files and no place");
        }
        return volume;
    }

    /** All of it becomes words of commands on the host. */
    private static Volume.Directory directory(Map<String, Object> document) throws KitDamaged {
        String path = text(document, "path");
        String mode = text(document, "mode");
        String owner = text(document, "owner");
        if (!Volume.isLocal(path)
                || !mode.matches("[0-7]{1,4}")
                || !owner.matches("\\d{1,10}:\\d{1,10}")) {
            throw new KitDamaged("its manifest has a volume outside " + Volume.ROOT);
        }
        return new Volume.Directory(path, mode, owner, Fields.number(document, "bytes"));
    }

    private static Stored stored(Map<String, Object> document) throws KitDamaged {
        String path = text(document, "path");
        String sum = text(document, "sha256");
        if (!PartName.isPlain(path) || !sum.matches("[0-9a-f]{64}")) {
            throw new KitDamaged("its manifest cannot be read");
        }
        return new Stored(path, Fields.number(document, "size"), sum);
    }

    private static Volume.Output output(Map<String, Object> document) throws KitDamaged {
        List<String> restore = new ArrayList<>();
        for (Object word : Fields.list(document, "restore")) {
            restore.add(plain(String.valueOf(word)));
        }
        return new Volume.Output(
                stored(document),
                text(document, "namespace"),
                text(document, "pod"),
                text(document, "container"),
                restore);
    }

    private static String name(Object document, String key) throws KitDamaged {
        String name = text(document, key);
        if (!name.matches("[a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?")) {
            throw new KitDamaged("its manifest names a volume that no cluster has");
        }
        return name;
    }

    private static String text(Object document, String key) throws KitDamaged {
        return plain(Fields.text(document, key).orElse(""));
    }

    /** It is shown to people, whose terminals obey some characters. */
    private static String plain(String text) throws KitDamaged {
        if (text.chars().anyMatch(c -> Character.isISOControl(c) && c != '\n' && c != '\t')) {
            throw new KitDamaged("its manifest cannot be read");
        }
        return text;
    }
}
