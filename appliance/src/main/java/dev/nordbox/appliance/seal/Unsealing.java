package dev.nordbox.appliance.seal;

import dev.nordbox.appliance.json.Json;
import dev.nordbox.appliance.manifest.Fields;
import dev.nordbox.appliance.seal.SprigTemplate.TemplateRefused;
import dev.nordbox.appliance.seal.Unlocking.Outcome;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;

/**
 * Makes the Secret of a SealedSecret, as sealed-secrets 0.40.0 does; where that passes over
 * something in silence, it is remarked.
 */
public final class Unsealing {
    private final KeyRing keys;
    private final SprigTemplate templates;
    private final Supplier<Places> places;

    /**
     * @param places that a value may have been sealed for by mistake; asked when one does not
     *     unseal
     */
    public Unsealing(KeyRing keys, SprigTemplate templates, Supplier<Places> places) {
        this.keys = keys;
        this.templates = templates;
        this.places = places;
    }

    public UnsealedSecret unseal(SealedSecret sealed) throws CannotUnseal {
        return sealed.sealedWhole().isPresent()
                ? unsealWhole(sealed, sealed.sealedWhole().get())
                : unsealItems(sealed);
    }

    private UnsealedSecret unsealItems(SealedSecret sealed) throws CannotUnseal {
        Set<String> used = new TreeSet<>();
        Map<String, byte[]> values = open(sealed, sealed.encryptedData(), used);
        List<String> remarks = new ArrayList<>();
        Map<String, byte[]> data = new TreeMap<>(values);
        data.putAll(rendered(sealed, values, remarks));
        for (String key : omitted(sealed)) {
            data.remove(key);
            if (values.containsKey(key)) {
                remarks.add(
                        "spec.encryptedData."
                                + key
                                + " is left out, because spec.template.data."
                                + key
                                + " is null; drop one of the two");
            }
        }
        Map<String, Object> content = SecretObject.of(sealed, sealed.template(), encode(data));
        return new UnsealedSecret(content, remarks, used);
    }

    private UnsealedSecret unsealWhole(SealedSecret sealed, String whole) throws CannotUnseal {
        Set<String> used = new TreeSet<>();
        byte[] text = open(sealed, Map.of("spec.data", whole), used).get("spec.data");
        Map<String, Object> inner;
        try {
            inner = Json.parse(text);
        } catch (IllegalArgumentException e) {
            throw new CannotUnseal("spec.data: what was sealed is not a Secret in JSON");
        }
        Map<String, Object> data = new TreeMap<>(Fields.map(inner, "data"));
        Fields.map(inner, "stringData")
                .forEach(
                        (key, value) ->
                                data.put(
                                        key,
                                        encode(
                                                String.valueOf(value)
                                                        .getBytes(StandardCharsets.UTF_8))));
        return new UnsealedSecret(SecretObject.of(sealed, inner, data), List.of(), used);
    }

    private Map<String, byte[]> open(
            SealedSecret sealed, Map<String, String> items, Set<String> used) throws CannotUnseal {
        Outcome outcome =
                new Unlocking(keys, Unlocking.MOST_TRIES)
                        .openAll(
                                items,
                                sealed.label(),
                                (item, before) -> diagnosis(sealed, item, before));
        if (!outcome.problems().isEmpty()) {
            throw CannotUnseal.of(outcome.problems());
        }
        Map<String, byte[]> values = new LinkedHashMap<>();
        outcome.opened()
                .forEach(
                        (name, opened) -> {
                            values.put(name, opened.value());
                            used.add(opened.key().fingerprint());
                        });
        return values;
    }

    /** Of many values the first few are looked into: the others most likely failed alike. */
    private String diagnosis(SealedSecret sealed, SealedItem item, int problemsBefore) {
        return problemsBefore < 4
                ? CannotUnseal.NO_KEY
                        + ": "
                        + new Diagnosis(keys, sealed.label(), places.get()).of(item)
                : CannotUnseal.NO_KEY;
    }

    private Map<String, byte[]> rendered(
            SealedSecret sealed, Map<String, byte[]> values, List<String> remarks)
            throws CannotUnseal {
        Map<String, Object> entries = Fields.map(sealed.template(), "data");
        Map<String, byte[]> dot = new TreeMap<>();
        entries.forEach(
                (key, text) -> {
                    if (text instanceof String plain) {
                        dot.put(key, plain.getBytes(StandardCharsets.UTF_8));
                    }
                });
        dot.putAll(values);
        Map<String, byte[]> rendered = new TreeMap<>();
        Map<String, String> problems = new LinkedHashMap<>();
        for (Map.Entry<String, Object> entry : entries.entrySet()) {
            String key = entry.getKey();
            if (!(entry.getValue() instanceof String text)) {
                continue; // null takes the key away; anything else the API server refuses
            }
            try {
                byte[] result = templates.render(key, text, dot);
                if (values.containsKey(key)) {
                    remarks.add(
                            "spec.template.data."
                                    + key
                                    + " is ignored, because spec.encryptedData."
                                    + key
                                    + " wins (since sealed-secrets 0.40); rename one of the two");
                } else {
                    rendered.put(key, result);
                }
            } catch (TemplateRefused e) {
                problems.put("spec.template.data." + key, e.getMessage());
            }
        }
        if (!problems.isEmpty()) {
            throw CannotUnseal.of(problems);
        }
        return rendered;
    }

    private static List<String> omitted(SealedSecret sealed) {
        return Fields.map(sealed.template(), "data").entrySet().stream()
                .filter(entry -> entry.getValue() == null)
                .map(Map.Entry::getKey)
                .toList();
    }

    private static Map<String, Object> encode(Map<String, byte[]> data) {
        Map<String, Object> encoded = new LinkedHashMap<>();
        data.forEach((key, value) -> encoded.put(key, encode(value)));
        return encoded;
    }

    private static String encode(byte[] value) {
        return Base64.getEncoder().encodeToString(value);
    }
}
