package dev.nordbox.installer.baseline;

import dev.nordbox.appliance.manifest.GroupKind;
import dev.nordbox.appliance.manifest.Manifest;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * An object that the user's templates add, by what names it; each part can stand in a note and in a
 * manifest as it is.
 *
 * @param apiVersion group and version
 * @param namespace {@code ""} for one without, and for one in {@code default} that does not say so
 */
public record OwnObject(String apiVersion, String kind, String namespace, String name) {
    private static final Pattern VERSION = Pattern.compile("[a-z0-9.-]+(/[a-z0-9]+)?");
    private static final Pattern KIND = Pattern.compile("[A-Za-z][A-Za-z0-9]*");

    /** What Kubernetes takes, of roles too. */
    private static final Pattern NAME =
            Pattern.compile("[A-Za-z0-9]([A-Za-z0-9.:_-]*[A-Za-z0-9])?");

    private static final String DEFAULT = "default";

    static OwnObject of(Manifest manifest) {
        return new OwnObject(
                manifest.apiVersion(),
                manifest.key().kind(),
                manifest.key().namespace(),
                manifest.key().name());
    }

    /** As {@link #word} wrote it; empty for anything else. */
    public static Optional<OwnObject> parse(String word) {
        String[] parts = word.split(",", -1);
        return parts.length == 4
                ? Optional.of(new OwnObject(parts[0], parts[1], parts[2], parts[3]))
                        .filter(OwnObject::isPlain)
                : Optional.empty();
    }

    /** For a note: {@code apps/v1,Deployment,web,api}. */
    public String word() {
        return String.join(",", apiVersion, kind, namespace, name);
    }

    /** Whether Kubernetes could take its parts at all. */
    boolean isPlain() {
        return VERSION.matcher(apiVersion).matches()
                && KIND.matcher(kind).matches()
                && NAME.matcher(name).matches()
                && (namespace.isEmpty() || NAME.matcher(namespace).matches());
    }

    /**
     * Whether both may be one object, whatever version of its API they are written in. Without a
     * namespace one is in {@code default} or in none, and which of the two only its API knows.
     */
    public boolean mayBe(OwnObject other) {
        return isAlike(other)
                && (namespace.equals(other.namespace)
                        || namespace.isEmpty()
                        || other.namespace.isEmpty());
    }

    /** Whether both are one object for certain. */
    public boolean is(OwnObject other) {
        return isAlike(other) && inFull(namespace).equals(inFull(other.namespace));
    }

    private boolean isAlike(OwnObject other) {
        return group().equals(other.group()) && kind.equals(other.kind) && name.equals(other.name);
    }

    private String group() {
        return GroupKind.of(apiVersion, kind).group();
    }

    private static String inFull(String namespace) {
        return namespace.isEmpty() ? DEFAULT : namespace;
    }

    /** Nothing but its name, as JSON: for commands that find an object by its manifest. */
    public String manifest() {
        List<String> inside =
                namespace.isEmpty()
                        ? List.of("\"name\": \"" + name + "\"")
                        : List.of(
                                "\"name\": \"" + name + "\"",
                                "\"namespace\": \"" + namespace + "\"");
        return "{\"apiVersion\": \"%s\", \"kind\": \"%s\", \"metadata\": {%s}}\n"
                .formatted(apiVersion, kind, String.join(", ", inside));
    }

    /** For people: {@code ConfigMap web/settings}. */
    @Override
    public String toString() {
        return kind + " " + (namespace.isEmpty() ? "" : namespace + "/") + name;
    }
}
