package dev.nordbox.installer.host;

import dev.nordbox.installer.facts.FileFacts;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What stands where on a {@link FakeHost}, and since when. */
final class FakeDisk {
    final TreeMap<String, FakeHost.Node> nodes = new TreeMap<>();

    /** When what stands at a path was put there; by a clock that ticks at each change. */
    final TreeMap<String, Instant> changed = new TreeMap<>();

    private Instant now = Instant.EPOCH;

    Instant now() {
        return now;
    }

    Instant tick() {
        now = now.plusMillis(1);
        return now;
    }

    void put(String path, byte[] content, String mode, String owner) {
        makeParents(path);
        nodes.put(path, new FakeHost.Node(FileFacts.Kind.FILE, content, mode, owner));
        changed.put(path, tick());
    }

    void directory(String path, String mode) {
        makeParents(path);
        nodes.putIfAbsent(
                path, new FakeHost.Node(FileFacts.Kind.DIRECTORY, new byte[0], mode, "root:root"));
    }

    private void makeParents(String path) {
        int slash = path.lastIndexOf('/');
        if (slash > 0) {
            directory(path.substring(0, slash), "0755");
        }
    }

    void link(String path, String target) {
        byte[] content = target.getBytes(StandardCharsets.UTF_8);
        nodes.put(path, new FakeHost.Node(FileFacts.Kind.LINK, content, "0777", "root:root"));
    }

    Optional<String> text(String path) {
        return Optional.ofNullable(nodes.get(path))
                .map(node -> new String(node.content(), StandardCharsets.UTF_8));
    }

    /** Files right below a directory, by name. */
    Map<String, FakeHost.Node> below(String directory) {
        Map<String, FakeHost.Node> found = new TreeMap<>();
        nodes.forEach(
                (path, node) -> {
                    if (path.startsWith(directory + "/")
                            && path.indexOf('/', directory.length() + 1) < 0) {
                        found.put(path.substring(directory.length() + 1), node);
                    }
                });
        return found;
    }
}
