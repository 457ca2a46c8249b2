package dev.nordbox.appliance.control;

import dev.nordbox.appliance.manifest.ResourceKey;
import dev.nordbox.appliance.tombstone.Tombstone;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * What an undo brings back, and what it does not, each with the reason. Pure.
 *
 * @param back what can be brought back
 * @param not what stays away, and why
 */
record UndoPlan(List<Tombstone> back, Map<ResourceKey, String> not) {

    UndoPlan {
        back = List.copyOf(back);
        not = new LinkedHashMap<>(not);
    }

    /**
     * @param deleted the earlier first; of two of one object the later counts
     * @param objection why an object is not to be brought back, whatever is kept of it
     */
    static UndoPlan of(
            Collection<Tombstone> deleted, Function<ResourceKey, Optional<String>> objection) {
        Map<ResourceKey, Tombstone> each = new LinkedHashMap<>();
        deleted.forEach(tombstone -> each.put(tombstone.key(), tombstone));
        List<Tombstone> back = new ArrayList<>();
        Map<ResourceKey, String> not = new LinkedHashMap<>();
        each.forEach(
                (key, tombstone) -> {
                    Optional<String> why =
                            objection
                                    .apply(key)
                                    .or(
                                            () ->
                                                    tombstone.content().isPresent()
                                                            ? Optional.empty()
                                                            : Optional.of(tombstone.remark()));
                    why.ifPresentOrElse(reason -> not.put(key, reason), () -> back.add(tombstone));
                });
        return new UndoPlan(back, not);
    }

    List<ResourceKey> keys() {
        return back.stream().map(Tombstone::key).toList();
    }

    /** Every object that stays away, in one sentence. */
    String reasons() {
        return String.join(
                "; ", not.entrySet().stream().map(e -> e.getKey() + ": " + e.getValue()).toList());
    }
}
