package dev.nordbox.appliance.sync;

import dev.nordbox.appliance.manifest.Manifest;
import dev.nordbox.appliance.manifest.ResourceKey;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * One object, one application. The one that has it already keeps it, else the first by name; the
 * others are refused as a whole, because half an application is none.
 */
final class SharedObjects {

    private SharedObjects() {}

    /**
     * @param foreign objects of applications that come from elsewhere, and whose they are
     */
    static List<ApplicationPass> refuse(
            List<ApplicationPass> passes, Map<ResourceKey, String> foreign) {
        Map<ResourceKey, ApplicationPass> holders = new HashMap<>();
        for (ApplicationPass pass : passes) {
            for (ResourceKey key : pass.desired().objects().keySet()) {
                holders.merge(
                        key,
                        pass,
                        (first, next) -> has(next, key) && !has(first, key) ? next : first);
            }
        }
        return passes.stream().map(pass -> withoutObjectsOfOthers(pass, holders, foreign)).toList();
    }

    private static boolean has(ApplicationPass pass, ResourceKey key) {
        return pass.inventory().keys().contains(key);
    }

    private static ApplicationPass withoutObjectsOfOthers(
            ApplicationPass pass,
            Map<ResourceKey, ApplicationPass> holders,
            Map<ResourceKey, String> foreign) {
        SortedMap<ResourceKey, Manifest> own = new TreeMap<>(pass.desired().objects());
        List<Refusal> refusals = new ArrayList<>(pass.desired().refusals());
        pass.desired()
                .objects()
                .forEach(
                        (key, manifest) -> {
                            ApplicationPass holder = holders.get(key);
                            if (foreign.containsKey(key)) {
                                own.remove(key);
                                refusals.add(refusal(manifest, foreign.get(key)));
                            } else if (holder != pass) {
                                own.remove(key);
                                refusals.add(refusal(manifest, holder));
                            }
                        });
        return refusals.size() == pass.desired().refusals().size()
                ? pass
                : pass.restrictedTo(
                        new PlacedApplication(pass.desired().application(), own, refusals));
    }

    private static Refusal refusal(Manifest manifest, String holder) {
        return new Refusal(
                manifest.key(),
                manifest.origin(),
                "application " + holder + " has it too; keep it in one of the two");
    }

    private static Refusal refusal(Manifest manifest, ApplicationPass holder) {
        return new Refusal(
                manifest.key(),
                manifest.origin(),
                "application "
                        + holder.desired().name()
                        + " has it too ("
                        + holder.desired().objects().get(manifest.key()).origin()
                        + "); keep it in one of the two");
    }
}
