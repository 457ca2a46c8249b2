package dev.nordbox.appliance.control;

import dev.nordbox.appliance.cluster.InMemoryCluster;
import dev.nordbox.appliance.live.EntryReader;
import dev.nordbox.appliance.manifest.Fields;
import dev.nordbox.appliance.manifest.ResourceKey;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Writes down each hook that was created, and in which sync. */
final class HookLedger {

    private final InMemoryCluster cluster;
    private final Map<String, Set<String>> runs = new HashMap<>();

    HookLedger(InMemoryCluster cluster) {
        this.cluster = cluster;
    }

    void stored(ResourceKey key) {
        if (!key.kind().equals("Job") || !cluster.keys().contains(key)) {
            return;
        }
        Map<String, Object> content = cluster.content(key);
        Optional<String> run =
                Fields.text(content, "metadata", "annotations", EntryReader.HOOK_RUN);
        String uid = Fields.text(content, "metadata", "uid").orElse("");
        run.ifPresent(r -> runs.computeIfAbsent(key + " in " + r, k -> new TreeSet<>()).add(uid));
    }

    int count() {
        return runs.size();
    }

    List<String> repeated() {
        return runs.entrySet().stream()
                .filter(entry -> entry.getValue().size() > 1)
                .map(entry -> entry.getKey() + " ran " + entry.getValue().size() + " times")
                .sorted()
                .toList();
    }
}
