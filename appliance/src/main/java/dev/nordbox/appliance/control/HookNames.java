package dev.nordbox.appliance.control;

import dev.nordbox.appliance.argo.HookType;
import dev.nordbox.appliance.desired.Target;
import dev.nordbox.appliance.desired.TrackingId;
import dev.nordbox.appliance.manifest.Fields;
import dev.nordbox.appliance.manifest.ResourceKey;
import dev.nordbox.appliance.sync.SyncState;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Hooks with {@code generateName} get a name from the sync, as with Argo CD: {@code
 * migrate-4f2a91c-presync-1764370000}, one for each time at which it runs. The same sync always
 * gives the same name.
 */
final class HookNames {

    private static final int SHORT_COMMIT = 7;

    private HookNames() {}

    static List<Target> given(List<Target> hooks, SyncState sync) {
        return hooks.stream()
                .flatMap(
                        hook ->
                                hook.key().name().isEmpty()
                                        ? hook.options().hooks().stream()
                                                .sorted()
                                                .map(type -> named(hook, type, sync))
                                        : Stream.of(hook))
                .toList();
    }

    /** The mark names the object as well; without it nobody hears how the hook ends. */
    private static Map<String, Object> tracked(Map<String, Object> annotations, String name) {
        Map<String, Object> tracked = new LinkedHashMap<>(annotations);
        tracked.computeIfPresent(TrackingId.ANNOTATION, (mark, nameless) -> nameless + name);
        return tracked;
    }

    private static Target named(Target hook, HookType type, SyncState sync) {
        Map<String, Object> metadata =
                new LinkedHashMap<>(Fields.map(hook.manifest().content(), "metadata"));
        String prefix = String.valueOf(metadata.remove("generateName"));
        String revision = sync.begunAt();
        String commit = revision.substring(0, Math.min(SHORT_COMMIT, revision.length()));
        String phase = type.toString().toLowerCase(Locale.ROOT);
        String name = prefix + commit + "-" + phase + "-" + sync.run();
        metadata.put("name", name);
        metadata.put("annotations", tracked(Fields.map(metadata, "annotations"), name));
        Map<String, Object> content = new LinkedHashMap<>(hook.manifest().content());
        content.put("metadata", metadata);
        ResourceKey old = hook.key();
        ResourceKey key = new ResourceKey(old.group(), old.kind(), old.namespace(), name);
        return new Target(
                hook.manifest().as(key, content),
                hook.options().only(type),
                hook.digest(),
                hook.placed());
    }
}
