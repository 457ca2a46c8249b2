package dev.nordbox.appliance.seal;

import dev.nordbox.appliance.manifest.Fields;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** How far a sealed value may travel: what it is bound to. */
public enum Scope {
    /** To one name in one namespace. */
    STRICT("strict"),
    /** To one namespace. */
    NAMESPACE_WIDE("namespace-wide"),
    /** To nothing. */
    CLUSTER_WIDE("cluster-wide");

    private static final String PREFIX = "sealedsecrets.bitnami.com/";

    private final String word;

    Scope(String word) {
        this.word = word;
    }

    /** As {@code kubeseal --scope} takes it. */
    public String word() {
        return word;
    }

    public static Optional<Scope> named(String word) {
        return Arrays.stream(values()).filter(scope -> scope.word.equals(word)).findFirst();
    }

    /**
     * The scope an object's own annotations give it: exactly {@code "true"} counts, and
     * cluster-wide beats namespace-wide. Those of a template inside the object say nothing.
     */
    public static Scope of(Map<String, Object> object) {
        return CLUSTER_WIDE.isSaidBy(object)
                ? CLUSTER_WIDE
                : NAMESPACE_WIDE.isSaidBy(object) ? NAMESPACE_WIDE : STRICT;
    }

    private boolean isSaidBy(Map<String, Object> object) {
        return Fields.text(object, "metadata", "annotations", PREFIX + word)
                .equals(Optional.of("true"));
    }

    /** The annotations without any scope, and with this one. */
    public Map<String, Object> annotate(Map<String, Object> annotations) {
        Map<String, Object> annotated = new LinkedHashMap<>(annotations);
        annotated.remove(PREFIX + NAMESPACE_WIDE.word);
        annotated.remove(PREFIX + CLUSTER_WIDE.word);
        if (this != STRICT) {
            annotated.put(PREFIX + word, "true");
        }
        return annotated;
    }

    /** The annotation that gives this scope, as a person writes it. */
    String annotation() {
        return PREFIX + word + ": \"true\"";
    }

    @Override
    public String toString() {
        return word;
    }
}
