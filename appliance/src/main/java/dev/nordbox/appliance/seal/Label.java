package dev.nordbox.appliance.seal;

import java.nio.charset.StandardCharsets;

/**
 * Where a value may be unsealed; it is part of the ciphertext, so nobody can move it.
 *
 * @param name of the Secret; without meaning when the scope is wider
 */
public record Label(Scope scope, String namespace, String name) {

    /** Where an object of this label lies. */
    Places.Place place() {
        return new Places.Place(namespace, name);
    }

    byte[] bytes() {
        String text =
                switch (scope) {
                    case STRICT -> namespace + "/" + name;
                    case NAMESPACE_WIDE -> namespace;
                    case CLUSTER_WIDE -> "";
                };
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** For people. */
    @Override
    public String toString() {
        return switch (scope) {
            case STRICT -> "the Secret " + name + " in namespace " + namespace;
            case NAMESPACE_WIDE -> "any Secret in namespace " + namespace;
            case CLUSTER_WIDE -> "any Secret in any namespace";
        };
    }
}
