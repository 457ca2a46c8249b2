package dev.nordbox.appliance.seal;

import java.util.List;
import java.util.Map;
import java.util.Set;

/** A Secret in the clear: it lives in memory, on its way to the cluster, and is never printed. */
public final class UnsealedSecret {
    private final Map<String, Object> content;
    private final List<String> remarks;
    private final Set<String> keys;

    UnsealedSecret(Map<String, Object> content, List<String> remarks, Set<String> keys) {
        this.content = content;
        this.remarks = List.copyOf(remarks);
        this.keys = Set.copyOf(keys);
    }

    /** The whole object, {@code data} in base64. */
    public Map<String, Object> content() {
        return content;
    }

    /** What was passed over and why, in sentences without a value. */
    public List<String> remarks() {
        return remarks;
    }

    /** Fingerprints of the keys that unsealed it. */
    public Set<String> keys() {
        return keys;
    }

    @Override
    public String toString() {
        return "***";
    }
}
