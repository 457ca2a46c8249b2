package dev.nordbox.appliance.seal;

import dev.nordbox.appliance.manifest.Fields;
import java.util.LinkedHashMap;
import java.util.Map;

/** The sealed values of one object, and where they unseal; as JSON between a laptop and a box. */
public record SealedItems(Label label, Map<String, String> items) {

    public SealedItems {
        items = new LinkedHashMap<>(items);
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
                items);
    }

    public Map<String, Object> toJson() {
        return Map.of(
                "scope", label.scope().word(),
                "namespace", label.namespace(),
                "name", label.name(),
                "items", items);
    }
}
