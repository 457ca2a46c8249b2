package dev.nordbox.appliance.seal;

import dev.nordbox.appliance.manifest.Fields;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A {@code bitnami.com/v1alpha1 SealedSecret}, read strictly.
 *
 * @param uid {@code ""} for one that is not in a cluster
 * @param encryptedData sealed values by key
 * @param sealedWhole the deprecated {@code spec.data}: a whole Secret sealed as one
 * @param template {@code spec.template}
 */
public record SealedSecret(
        String namespace,
        String name,
        String uid,
        Scope scope,
        Map<String, String> encryptedData,
        Optional<String> sealedWhole,
        Map<String, Object> template) {

    public static final String API_VERSION = "bitnami.com/v1alpha1";
    public static final String KIND = "SealedSecret";
    public static final String GROUP = "bitnami.com";

    /**
     * @throws SealingException with every problem; Bitnami's controller passes over some of them
     *     and makes a Secret that lacks keys
     */
    public static SealedSecret of(Map<String, Object> object) throws SealingException {
        List<String> problems = new ArrayList<>();
        Map<String, String> encrypted = texts(object, problems, "encryptedData");
        Optional<String> whole =
                Fields.text(object, "spec", "data").filter(text -> !text.isEmpty());
        if (whole.isPresent() && !encrypted.isEmpty()) {
            problems.add(
                    "cannot use the field 'encryptedData' and the deprecated field 'data' at the"
                            + " same time");
        }
        if (Fields.at(object, "spec", "template").isPresent()
                && !(Fields.at(object, "spec", "template").get() instanceof Map)) {
            problems.add("spec.template is not a map");
        }
        if (!problems.isEmpty()) {
            throw new SealingException(String.join("; ", problems));
        }
        return new SealedSecret(
                Fields.text(object, "metadata", "namespace").orElse(""),
                Fields.text(object, "metadata", "name").orElse(""),
                Fields.text(object, "metadata", "uid").orElse(""),
                Scope.of(object),
                encrypted,
                whole,
                Fields.map(object, "spec", "template"));
    }

    public static boolean isOne(Map<String, Object> object) {
        return Fields.text(object, "kind").equals(Optional.of(KIND))
                && Fields.text(object, "apiVersion").orElse("").startsWith(GROUP + "/");
    }

    private static Map<String, String> texts(
            Map<String, Object> object, List<String> problems, String field) {
        Optional<Object> value = Fields.at(object, "spec", field);
        Map<String, String> texts = new LinkedHashMap<>();
        if (value.isPresent() && !(value.get() instanceof Map)) {
            problems.add("spec." + field + " is not a map");
            return texts;
        }
        Fields.map(object, "spec", field)
                .forEach(
                        (key, item) -> {
                            if (item instanceof String text) {
                                texts.put(key, text);
                            } else {
                                problems.add("spec." + field + "." + key + " is not text");
                            }
                        });
        return texts;
    }

    public Label label() {
        return new Label(scope, namespace, name);
    }

    /** Whether the Secret is to be left without an owner. */
    boolean isWithoutOwner() {
        return Fields.text(
                        template,
                        "metadata",
                        "annotations",
                        "sealedsecrets.bitnami.com/skip-set-owner-references")
                .equals(Optional.of("true"));
    }
}
