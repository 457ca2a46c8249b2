package dev.nordbox.appliance.seal;

import dev.nordbox.appliance.manifest.Fields;
import dev.nordbox.appliance.seal.Places.Place;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The sealed values of one object, and where they unseal; as JSON between a laptop and a box.
 *
 * @param label as the object says
 * @param places where kustomizations put it; of one without a namespace an Application says that
 */
public record SealedItems(Label label, Map<String, String> items, List<Place> places) {

    public SealedItems {
        items = new LinkedHashMap<>(items);
        places = List.copyOf(places);
    }

    /** Of an object that is where it says. */
    public SealedItems(Label label, Map<String, String> items) {
        this(label, items, List.of());
    }

    public SealedItems in(Collection<Place> others) {
        return new SealedItems(label, items, List.copyOf(others));
    }

    public static SealedItems of(SealedSecret sealed) {
        Map<String, String> items = new LinkedHashMap<>(sealed.encryptedData());
        sealed.sealedWhole().ifPresent(whole -> items.put("spec.data", whole));
        return new SealedItems(sealed.label(), items);
    }

    static SealedItems parse(Object json) throws SealingException {
        Map<String, String> items = new LinkedHashMap<>();
        Fields.map(json, "items").forEach((key, value) -> items.put(key, String.valueOf(value)));
        Scope scope =
                Fields.text(json, "scope")
                        .flatMap(Scope::named)
                        .orElseThrow(() -> new SealingException("a request without a scope"));
        return new SealedItems(
                new Label(
                        scope,
                        Fields.text(json, "namespace").orElse(""),
                        Fields.text(json, "name").orElse("")),
                items,
                Fields.list(json, "places").stream().map(Place::parse).toList());
    }

    public Map<String, Object> toJson() {
        return Map.of(
                "scope", label.scope().word(),
                "namespace", label.namespace(),
                "name", label.name(),
                "items", items,
                "places", places.stream().map(Place::toJson).toList());
    }
}
