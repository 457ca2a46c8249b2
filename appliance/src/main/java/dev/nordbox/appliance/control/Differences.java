package dev.nordbox.appliance.control;

import dev.nordbox.appliance.cluster.ApiUnavailable;
import dev.nordbox.appliance.cluster.ApplyMode;
import dev.nordbox.appliance.cluster.Cluster;
import dev.nordbox.appliance.cluster.ClusterException;
import dev.nordbox.appliance.cluster.LiveObject;
import dev.nordbox.appliance.compare.Words;
import dev.nordbox.appliance.desired.Target;
import dev.nordbox.appliance.diff.ObjectDiff;
import dev.nordbox.appliance.ignore.Normaliser;
import dev.nordbox.appliance.jq.JqException;
import dev.nordbox.appliance.manifest.ResourceKey;
import dev.nordbox.appliance.sync.Leftover;
import dev.nordbox.appliance.sync.Verdict;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a sync would change, object by object: what is there against what the server says it would
 * store. Only what is known to differ is asked about.
 */
final class Differences {

    /** More than anybody reads; each costs the API server two requests. */
    private static final int MOST_OBJECTS = 200;

    private final Cluster cluster;

    Differences(Cluster cluster) {
        this.cluster = cluster;
    }

    /**
     * @param level what is known; the application has been compared
     * @throws ApiUnavailable when the API server does not answer
     */
    Map<String, Object> of(AppState state, Level level) throws ApiUnavailable {
        Normaliser ignored = Normaliser.of(state.application().spec().ignoreDifferences());
        List<Object> objects = new ArrayList<>();
        List<Target> differing = level.differing().stream().map(level::target).toList();
        for (Target target : differing.subList(0, Math.min(MOST_OBJECTS, differing.size()))) {
            objects.add(wanted(target, level.verdicts().get(target.key()), ignored));
        }
        List<Leftover> left =
                level.leftovers().stream()
                        .filter(leftover -> leftover.fate() != Leftover.Fate.RELEASED)
                        .toList();
        for (Leftover leftover :
                left.subList(0, Math.min(MOST_OBJECTS - objects.size(), left.size()))) {
            objects.add(left(leftover));
        }
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("name", state.key.id());
        answer.put("revision", level.origin().commits());
        answer.put("objects", objects);
        answer.put("more", differing.size() + left.size() - objects.size());
        return answer;
    }

    private Map<String, Object> wanted(Target target, Verdict verdict, Normaliser ignored)
            throws ApiUnavailable {
        ResourceKey key = target.key();
        try {
            Optional<LiveObject> live = cluster.get(key, target.manifest().apiVersion());
            LiveObject stored = cluster.apply(target.manifest(), ApplyMode.DRY_RUN);
            if (live.isEmpty()) {
                return entry(
                        key,
                        "create",
                        ObjectDiff.of(key, Optional.empty(), Optional.of(stored.content())),
                        "");
            }
            Normaliser.Pair pair = ignored.normalise(live.get().content(), stored.content());
            String diff =
                    ObjectDiff.of(key, Optional.of(pair.live()), Optional.of(pair.predicted()));
            // What is adopted or owned anew changes nobody's value.
            return entry(key, "change", diff, diff.isEmpty() ? "only who owns its fields" : "");
        } catch (ApiUnavailable e) {
            throw e;
        } catch (ClusterException e) {
            return ahead(target, verdict, Words.of(e));
        } catch (JqException e) {
            return entry(key, "refused", "", "ignoreDifferences: " + e.getMessage());
        }
    }

    /** Its namespace or definition may come with the sync: then the manifest is what is known. */
    private static Map<String, Object> ahead(Target target, Verdict verdict, String why) {
        if (verdict.kind() != Verdict.Kind.MISSING) {
            return entry(target.key(), "refused", "", target.manifest().origin() + ": " + why);
        }
        return entry(
                target.key(),
                "create",
                ObjectDiff.of(
                        target.key(), Optional.empty(), Optional.of(target.manifest().content())),
                "as in Git, for the server says now: " + why);
    }

    private Map<String, Object> left(Leftover leftover) throws ApiUnavailable {
        ResourceKey key = leftover.key();
        if (leftover.fate() == Leftover.Fate.STAYS) {
            return entry(key, "keep", "", leftover.reason());
        }
        try {
            Optional<LiveObject> live = cluster.get(key);
            return entry(
                    key,
                    "delete",
                    ObjectDiff.of(key, live.map(LiveObject::content), Optional.empty()),
                    leftover.reason());
        } catch (ApiUnavailable e) {
            throw e;
        } catch (ClusterException e) {
            return entry(key, "refused", "", e.getMessage());
        }
    }

    private static Map<String, Object> entry(
            ResourceKey key, String change, String diff, String message) {
        Map<String, Object> entry = new LinkedHashMap<>();
        entry.put("group", key.group());
        entry.put("kind", key.kind());
        entry.put("namespace", key.namespace());
        entry.put("name", key.name());
        entry.put("change", change);
        entry.put("diff", diff);
        entry.put("message", message);
        return entry;
    }
}
