package dev.nordbox.appliance.control;

import dev.nordbox.appliance.desired.Target;
import dev.nordbox.appliance.manifest.Fields;
import dev.nordbox.appliance.manifest.Manifest;
import dev.nordbox.appliance.manifest.ResourceKey;
import dev.nordbox.appliance.sync.SyncState;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Hooks with {@code generateName} get a name from the sync, as with Argo CD: {@code
 * migrate-4f2a91c-presync-1764370000}. The same sync always gives the same name.
 */
final class HookNames {

    private static final int SHORT_COMMIT = 7;

    private HookNames() {}

    static List<Target> given(List<Target> hooks, SyncState sync) {
        return hooks.stream()
                .map(hook -> hook.key().name().isEmpty() ? named(hook, sync) : hook)
                .toList();
    }

    private static Target named(Target hook, SyncState sync) {
        Map<String, Object> metadata =
                new LinkedHashMap<>(Fields.map(hook.manifest().content(), "metadata"));
        String prefix = String.valueOf(metadata.remove("generateName"));
        String revision = sync.commits();
        String commit = revision.substring(0, Math.min(SHORT_COMMIT, revision.length()));
        String phase =
                hook.options().hooks().stream()
                        .sorted()
                        .findFirst()
                        .map(type -> type.toString().toLowerCase(Locale.ROOT))
                        .orElse("sync");
        String name = prefix + commit + "-" + phase + "-" + sync.run();
        metadata.put("name", name);
        Map<String, Object> content = new LinkedHashMap<>(hook.manifest().content());
        content.put("metadata", metadata);
        ResourceKey old = hook.key();
        ResourceKey key = new ResourceKey(old.group(), old.kind(), old.namespace(), name);
        return new Target(
                new Manifest(key, hook.manifest().apiVersion(), content, hook.manifest().origin()),
                hook.options(),
                hook.digest(),
                hook.placed());
    }
}
