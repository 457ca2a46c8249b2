package dev.nordbox.appliance.control;

import dev.nordbox.appliance.argo.HookType;
import dev.nordbox.appliance.desired.Target;
import dev.nordbox.appliance.desired.TrackingId;
import dev.nordbox.appliance.manifest.Fields;
import dev.nordbox.appliance.manifest.ResourceKey;
import dev.nordbox.appliance.sync.SyncState;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Hooks with {@code generateName}, or no name at all, get one from the sync, as with Argo CD:
 * {@code migrate-4f2a91c-presync-1764370000}, one for each time at which it runs. The same sync
 * always gives the same name, and of several that would have the same the later ones a number.
 */
final class HookNames {

    private static final int SHORT_COMMIT = 7;

    private HookNames() {}

    static List<Target> given(List<Target> hooks, SyncState sync) {
        Map<ResourceKey, Integer> taken = new HashMap<>();
        return hooks.stream()
                .flatMap(
                        hook ->
                                hook.key().name().isEmpty()
                                        ? hook.options().hooks().stream()
                                                .sorted()
                                                .map(type -> named(hook, type, sync, taken))
                                        : Stream.of(hook))
                .toList();
    }

    private static Target named(
            Target hook, HookType type, SyncState sync, Map<ResourceKey, Integer> taken) {
        String name = name(hook, type, sync);
        int number = taken.merge(called(hook, name), 1, Integer::sum);
        return named(hook, type, number == 1 ? name : name + "-" + number);
    }

    private static ResourceKey called(Target hook, String name) {
        ResourceKey old = hook.key();
        return new ResourceKey(old.group(), old.kind(), old.namespace(), name);
    }

    private static String name(Target hook, HookType type, SyncState sync) {
        Map<String, Object> content = hook.manifest().content();
        String prefix = Fields.text(content, "metadata", "generateName").orElse("");
        String revision = sync.begunAt();
        String commit = revision.substring(0, Math.min(SHORT_COMMIT, revision.length()));
        String phase = type.toString().toLowerCase(Locale.ROOT);
        return prefix + commit + "-" + phase + "-" + sync.run();
    }

    /** The mark names the object as well; without it nobody hears how the hook ends. */
    private static Map<String, Object> tracked(Map<String, Object> annotations, String name) {
        Map<String, Object> tracked = new LinkedHashMap<>(annotations);
        tracked.computeIfPresent(TrackingId.ANNOTATION, (mark, nameless) -> nameless + name);
        return tracked;
    }

    private static Target named(Target hook, HookType type, String name) {
        Map<String, Object> metadata =
                new LinkedHashMap<>(Fields.map(hook.manifest().content(), "metadata"));
        metadata.remove("generateName");
        metadata.put("name", name);
        metadata.put("annotations", tracked(Fields.map(metadata, "annotations"), name));
        Map<String, Object> content = new LinkedHashMap<>(hook.manifest().content());
        content.put("metadata", metadata);
        return new Target(
                hook.manifest().as(called(hook, name), content),
                hook.options().only(type),
                hook.digest(),
                hook.placed());
    }
}
