package dev.nordbox.appliance.control;

import dev.nordbox.appliance.desired.DesiredObjects;
import dev.nordbox.appliance.desired.Target;
import dev.nordbox.appliance.manifest.Digest;
import dev.nordbox.appliance.manifest.ResourceKey;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a commit asks of a sync, whatever else it says: of two that ask the same the newer one is no
 * reason to begin anew.
 *
 * @param kept what is not to be deleted
 * @param hooks in order, which tells those without a name from each other
 */
record Wants(Map<ResourceKey, Digest> objects, Set<ResourceKey> kept, List<Hook> hooks) {

    record Hook(ResourceKey key, Digest digest) {}

    static Wants of(DesiredObjects desired) {
        Map<ResourceKey, Digest> objects = new HashMap<>();
        desired.objects().forEach((key, target) -> objects.put(key, target.digest()));
        return new Wants(
                objects, desired.kept(), desired.hooks().stream().map(Wants::hook).toList());
    }

    private static Hook hook(Target target) {
        return new Hook(target.key(), target.digest());
    }
}
