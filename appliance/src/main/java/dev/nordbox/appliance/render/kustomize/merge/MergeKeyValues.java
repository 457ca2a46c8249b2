package dev.nordbox.appliance.render.kustomize.merge;

import dev.nordbox.appliance.render.yaml.ListNode;
import dev.nordbox.appliance.render.yaml.MapNode;
import dev.nordbox.appliance.render.yaml.Node;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The identities of a list's elements, in order and each once: the values of their merge keys,
 * {@code ""} where an element lacks one.
 */
final class MergeKeyValues {
    private final List<String> keys;
    private final List<List<String>> identities;
    private final Set<String> keysInUse = new LinkedHashSet<>();

    private MergeKeyValues(List<String> keys, List<List<String>> identities) {
        this.keys = keys;
        this.identities = identities;
        if (keys.size() > 1) {
            unite();
        }
        for (List<String> values : identities) {
            for (int i = 0; i < values.size(); i++) {
                if (!values.get(i).isEmpty()) {
                    keysInUse.add(keys.get(i));
                }
            }
        }
    }

    static MergeKeyValues of(
            List<String> keys, @Nullable ListNode first, @Nullable ListNode second) {
        Set<List<String>> seen = new LinkedHashSet<>();
        for (ListNode list : new @Nullable ListNode[] {first, second}) {
            if (list == null) {
                continue;
            }
            for (Node item : list) {
                seen.add(keys.stream().map(key -> value(item, key)).toList());
            }
        }
        return new MergeKeyValues(keys, new ArrayList<>(seen));
    }

    static MergeKeyValues single(List<String> keys, List<String> values) {
        return new MergeKeyValues(keys, new ArrayList<>(List.of(values)));
    }

    boolean isEmpty() {
        return identities.isEmpty();
    }

    int size() {
        return identities.size();
    }

    /** The keys that some element has; all of them when none has any. */
    List<String> usedKeys() {
        return keysInUse.isEmpty() ? keys : keys.stream().filter(keysInUse::contains).toList();
    }

    /** The values of those keys. */
    List<String> usedValues(int identity) {
        List<String> values = identities.get(identity);
        if (keysInUse.isEmpty()) {
            return values;
        }
        List<String> used = new ArrayList<>(values.size());
        for (int i = 0; i < values.size(); i++) {
            if (!values.get(i).isEmpty() || keysInUse.contains(keys.get(i))) {
                used.add(values.get(i));
            }
        }
        return used;
    }

    private static String value(Node item, String key) {
        if (key.isEmpty()) {
            return ListElements.text(item);
        }
        return item instanceof MapNode map
                ? map.get(key).filter(v -> !v.isNull()).map(ListElements::text).orElse("")
                : "";
    }

    /** A port 80 without a protocol is the port 80 that has one. */
    private void unite() {
        for (int i = 0; i < identities.size(); i++) {
            List<String> values = identities.get(i);
            for (int j = 0; j < identities.size(); j++) {
                List<String> united = united(values, identities.get(j));
                if (united != null) {
                    identities.set(i, united);
                    identities.set(j, united);
                }
            }
        }
    }

    private static @Nullable List<String> united(List<String> a, List<String> b) {
        boolean common = false;
        List<String> united = new ArrayList<>(a.size());
        for (int i = 0; i < a.size(); i++) {
            String x = a.get(i);
            String y = b.get(i);
            if (x.equals(y)) {
                common = true;
            } else if (!x.isEmpty() && !y.isEmpty()) {
                return null;
            }
            united.add(x.isEmpty() ? y : x);
        }
        return common ? united : null;
    }
}
