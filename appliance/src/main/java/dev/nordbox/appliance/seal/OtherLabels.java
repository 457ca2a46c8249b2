package dev.nordbox.appliance.seal;

import dev.nordbox.appliance.seal.Places.Place;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The labels that an object may rightly have which says another: what a kustomization makes of its
 * name and namespace, and an Application of the namespace that nobody names. A name that is merely
 * somewhere else is none of them: that object has been copied, and does not unseal.
 */
final class OtherLabels {

    private OtherLabels() {}

    /**
     * @param live Secrets that the cluster has
     * @param namespaces where what names none may go
     */
    static List<Label> of(SealedItems sealed, Collection<Place> live, Set<String> namespaces) {
        Set<Place> places = new LinkedHashSet<>();
        Set<Place> said = new LinkedHashSet<>(sealed.places());
        said.add(sealed.label().place());
        for (Place place : said) {
            if (place.namespace().isEmpty()) {
                namespaces.forEach(namespace -> places.add(new Place(namespace, place.name())));
            } else {
                places.add(place);
            }
        }
        places.addAll(live);
        Scope scope = sealed.label().scope();
        return places.stream()
                .map(place -> new Label(scope, place.namespace(), place.name()))
                .toList();
    }
}
