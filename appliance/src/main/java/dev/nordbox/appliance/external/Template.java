package dev.nordbox.appliance.external;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the Secret looks like.
 *
 * @param type {@code ""} leaves it as it is
 * @param merge the values of the store are kept beside what the templates say
 * @param labels templates, by key
 * @param data templates, by key
 */
public record Template(
        String type,
        boolean merge,
        Map<String, String> labels,
        Map<String, String> annotations,
        List<String> finalizers,
        Map<String, String> data,
        List<From> from) {

    public Template {
        labels = Map.copyOf(labels);
        annotations = Map.copyOf(annotations);
        finalizers = List.copyOf(finalizers);
        data = Map.copyOf(data);
        from = List.copyOf(from);
    }

    /**
     * Templates from elsewhere.
     *
     * @param configMap read before {@code secret}, and that before {@code literal}
     */
    public record From(
            Optional<Ref> configMap,
            Optional<Ref> secret,
            Optional<String> literal,
            TemplateTarget target,
            Decoding decoding) {}

    /** Entries of an object of the same namespace. */
    public record Ref(String name, List<Item> items) {
        public Ref {
            items = List.copyOf(items);
        }
    }

    /**
     * @param keysToo the template makes whole lines of {@code key: value}, else the value of its
     *     own key
     */
    public record Item(String key, boolean keysToo) {}

    /** Where the templates of other objects are read. */
    public interface Sources {

        /**
         * The text of an entry.
         *
         * @param kind {@code ConfigMap} or {@code Secret}
         */
        String text(String kind, String name, String key) throws CannotSync;
    }
}
