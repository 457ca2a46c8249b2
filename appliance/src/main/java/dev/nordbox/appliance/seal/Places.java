package dev.nordbox.appliance.seal;

import dev.nordbox.appliance.manifest.Fields;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Where a value may have been sealed for, as far as somebody was asked.
 *
 * @param asked who named them; what was not asked for is not told of
 * @param objects Secrets that are, or should be, somewhere
 * @param namespaces those of the objects, and more
 */
public record Places(Asked asked, Set<Place> objects, Set<String> namespaces) {

    /** Hashes are cheap, but a large cluster has more names and namespaces than can be paired. */
    static final int MOST_PAIRS = 50_000;

    /** When the cluster does not say. */
    public static final Places UNKNOWN = new Places(Asked.NOBODY, Set.of(), Set.of());

    /** Whose word counts. */
    public enum Asked {
        CLUSTER,
        /** Key files and manifests at hand: of no cluster anything is known. */
        FILES,
        NOBODY
    }

    /** Of one Secret. */
    public record Place(String namespace, String name) {

        /** As {@link #toJson} writes it. */
        public static Place parse(Object json) {
            return new Place(
                    Fields.text(json, "namespace").orElse(""),
                    Fields.text(json, "name").orElse(""));
        }

        Map<String, Object> toJson() {
            return Map.of("namespace", namespace, "name", name);
        }
    }

    public Places {
        objects = Set.copyOf(objects);
        Set<String> all = new TreeSet<>(namespaces);
        objects.forEach(object -> all.add(object.namespace()));
        all.remove("");
        namespaces = Set.copyOf(all);
    }

    public static Places ofFiles(Collection<Place> objects) {
        return new Places(Asked.FILES, new LinkedHashSet<>(objects), Set.of());
    }

    public Places and(Collection<Place> moreObjects, Collection<String> moreNamespaces) {
        Set<Place> all = new LinkedHashSet<>(objects);
        all.addAll(moreObjects);
        Set<String> places = new LinkedHashSet<>(namespaces);
        places.addAll(moreNamespaces);
        return new Places(asked, all, places);
    }

    /** Whether more places than {@link #likeliest} gives could be made of the names there are. */
    boolean areTooMany() {
        return (long) namespaces.size() * names().size() > MOST_PAIRS;
    }

    /**
     * Labels to try, the likeliest first. Most often an object is copied to another namespace under
     * its name, so that comes before everything that has an end.
     */
    Stream<Label> likeliest(Label wanted) {
        List<Stream<Label>> all = new ArrayList<>();
        all.add(
                Stream.of(Scope.values())
                        .map(scope -> new Label(scope, wanted.namespace(), wanted.name())));
        all.add(namespaces.stream().map(other -> new Label(Scope.STRICT, other, wanted.name())));
        all.add(objects.stream().map(at -> new Label(Scope.STRICT, at.namespace(), at.name())));
        all.add(namespaces.stream().map(other -> new Label(Scope.NAMESPACE_WIDE, other, "")));
        List<String> names = names();
        all.add(
                namespaces.stream()
                        .flatMap(
                                namespace ->
                                        names.stream()
                                                .map(
                                                        name ->
                                                                new Label(
                                                                        Scope.STRICT,
                                                                        namespace,
                                                                        name)))
                        .limit(MOST_PAIRS));
        return all.stream().flatMap(labels -> labels);
    }

    private List<String> names() {
        return objects.stream().map(Place::name).distinct().sorted().toList();
    }
}
