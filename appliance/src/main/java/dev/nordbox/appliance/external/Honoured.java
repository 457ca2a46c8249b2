package dev.nordbox.appliance.external;

import static dev.nordbox.appliance.external.Shape.flag;
import static dev.nordbox.appliance.external.Shape.listOf;
import static dev.nordbox.appliance.external.Shape.mapOf;
import static dev.nordbox.appliance.external.Shape.oneOf;
import static dev.nordbox.appliance.external.Shape.text;

import dev.nordbox.appliance.manifest.Fields;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** What of an ExternalSecret is honoured, and the rules of External Secrets' own webhook. */
final class Honoured {
    private static final String NO_GENERATORS =
            "generators are not run here; keep the value in Vault";

    private static final Shape.Structure STORE =
            Shape.structure().with("name", text()).with("kind", kinds());

    private static final Shape SOURCE =
            Shape.structure()
                    .with("storeRef", STORE.needing("name"))
                    .without("generatorRef", NO_GENERATORS);

    private static final Shape.Structure REMOTE =
            Shape.structure()
                    .with("key", text())
                    .with("property", text())
                    .with("version", text())
                    .with("metadataPolicy", oneOf("None", "Fetch"))
                    .with("conversionStrategy", conversion())
                    .with("decodingStrategy", decoding())
                    .with("nullBytePolicy", nullBytes());

    private static final Shape FIND =
            Shape.structure()
                    .with("path", text())
                    .with("name", Shape.structure().with("regexp", text()))
                    .with("tags", mapOf(text()))
                    .with("conversionStrategy", conversion())
                    .with("decodingStrategy", decoding())
                    .with("nullBytePolicy", nullBytes());

    private static final Shape REWRITE =
            Shape.structure()
                    .with("regexp", Shape.structure().with("source", text()).with("target", text()))
                    .with("transform", Shape.structure().with("template", text()))
                    .without("merge", "merge the values with target.template instead");

    private static final Shape TEMPLATE_REF =
            Shape.structure()
                    .with("name", text())
                    .with(
                            "items",
                            listOf(
                                    Shape.structure()
                                            .with("key", text())
                                            .with("templateAs", oneOf("Values", "KeysAndValues"))
                                            .needing("key")))
                    .needing("name", "items");

    private static final Shape TEMPLATE =
            Shape.structure()
                    .with("type", text())
                    .with("engineVersion", oneOf("v2"))
                    .with("mergePolicy", oneOf("Replace", "Merge"))
                    .with(
                            "metadata",
                            Shape.structure()
                                    .with("labels", mapOf(text()))
                                    .with("annotations", mapOf(text()))
                                    .with("finalizers", listOf(text())))
                    .with("data", mapOf(text()))
                    .with(
                            "templateFrom",
                            listOf(
                                    Shape.structure()
                                            .with("configMap", TEMPLATE_REF)
                                            .with("secret", TEMPLATE_REF)
                                            .with("literal", text())
                                            .with("target", text())
                                            .with("valuesDecodingStrategy", decoding())));

    private static final Shape SPEC =
            Shape.structure()
                    .with("secretStoreRef", STORE)
                    .with("refreshPolicy", oneOf("Periodic", "OnChange", "CreatedOnce"))
                    .with("refreshInterval", text())
                    .with(
                            "target",
                            Shape.structure()
                                    .with("name", text())
                                    .with(
                                            "creationPolicy",
                                            oneOf(
                                                    "Owner",
                                                    "Orphan",
                                                    "Merge",
                                                    "None",
                                                    "CreateOrMerge"))
                                    .with("deletionPolicy", oneOf("Retain", "Delete", "Merge"))
                                    .with("immutable", flag())
                                    .with("template", TEMPLATE)
                                    .without("manifest", "only a Secret is made"))
                    .with(
                            "data",
                            listOf(
                                    Shape.structure()
                                            .with("secretKey", text())
                                            .with("remoteRef", REMOTE)
                                            .with("sourceRef", SOURCE)))
                    .with(
                            "dataFrom",
                            listOf(
                                    Shape.structure()
                                            .with("extract", REMOTE)
                                            .with("find", FIND)
                                            .with("rewrite", listOf(REWRITE))
                                            .with("sourceRef", SOURCE)))
                    .without("syncWindows", "refreshInterval and refreshPolicy alone say when");

    private Honoured() {}

    private static Shape kinds() {
        return oneOf(StoreRef.NAMESPACED, StoreRef.CLUSTER);
    }

    private static Shape conversion() {
        return oneOf("Default", "Unicode");
    }

    private static Shape decoding() {
        return oneOf("None", "Base64", "Base64URL", "Auto");
    }

    private static Shape nullBytes() {
        return oneOf("Ignore", "Fail");
    }

    /** All that is wrong with a spec; empty when all of it is honoured. */
    static List<String> problems(Object spec) {
        List<String> problems = new ArrayList<>(SPEC.problems("spec", spec));
        policies(spec, problems);
        List<Object> data = Fields.list(spec, "data");
        List<Object> dataFrom = Fields.list(spec, "dataFrom");
        if (data.isEmpty() && dataFrom.isEmpty()) {
            problems.add("either data or dataFrom should be specified");
        }
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < data.size(); i++) {
            String path = "spec.data[" + i + "]";
            required(data.get(i), path, problems, "secretKey");
            required(data.get(i), path, problems, "remoteRef", "key");
            version(data.get(i), path, "remoteRef", problems);
            String key = Fields.text(data.get(i), "secretKey").orElse("");
            if (!seen.add(key) && isRetained(spec)) {
                problems.add("duplicate secretKey found: " + key);
            }
        }
        for (int i = 0; i < dataFrom.size(); i++) {
            source("spec.dataFrom[" + i + "]", dataFrom.get(i), problems);
        }
        template(Fields.at(spec, "target", "template"), problems);
        return problems;
    }

    private static boolean isRetained(Object spec) {
        return Fields.text(spec, "target", "deletionPolicy").orElse("Retain").equals("Retain");
    }

    private static void required(
            Object object, String path, List<String> problems, String... field) {
        if (Fields.text(object, field).filter(text -> !text.isEmpty()).isEmpty()) {
            problems.add(path + "." + String.join(".", field) + ": has to be there");
        }
    }

    private static void policies(Object spec, List<String> problems) {
        String creation = Fields.text(spec, "target", "creationPolicy").orElse("Owner");
        String deletion = Fields.text(spec, "target", "deletionPolicy").orElse("Retain");
        if (deletion.equals("Delete") && !Set.of("Owner", "Orphan").contains(creation)) {
            problems.add(
                    "deletionPolicy=Delete must not be used when the controller doesn't own the"
                            + " secret. Please set creationPolicy=Owner");
        }
        if (deletion.equals("Merge") && creation.equals("None")) {
            problems.add(
                    "deletionPolicy=Merge must not be used with creationPolicy=None. There is no"
                            + " Secret to merge with");
        }
    }

    private static void source(String path, Object source, List<String> problems) {
        boolean extract = Fields.at(source, "extract").isPresent();
        boolean find = Fields.at(source, "find").isPresent();
        if (extract && find) {
            problems.add(path + ": extract and find cannot be set at the same time");
        } else if (!extract && !find && Fields.at(source, "sourceRef", "generatorRef").isEmpty()) {
            problems.add(path + ": either extract or find has to be set");
        }
        if (extract) {
            required(source, path, problems, "extract", "key");
        }
        version(source, path, "extract", problems);
        if (find) {
            Shape.oneOfThese(path + ".find", Fields.map(source, "find"), problems, "name", "tags");
        }
        List<Object> rewrites = Fields.list(source, "rewrite");
        for (int i = 0; i < rewrites.size(); i++) {
            if (Fields.at(rewrites.get(i), "merge").isEmpty()) { // which is refused already
                String rewrite = path + ".rewrite[" + i + "]";
                Shape.oneOfThese(rewrite, rewrites.get(i), problems, "regexp", "transform");
            }
        }
    }

    /** What is said of a secret has no versions. */
    private static void version(Object data, String path, String ref, List<String> problems) {
        if (Fields.text(data, ref, "metadataPolicy").equals(Optional.of("Fetch"))
                && !Fields.text(data, ref, "version").orElse("").isEmpty()) {
            problems.add(path + "." + ref + ": version is not honoured with metadataPolicy Fetch");
        }
    }

    /** What would make a credential of Kubernetes itself out of a value from outside. */
    private static void template(Optional<Object> template, List<String> problems) {
        if (template.isEmpty()) {
            return;
        }
        String type = Fields.text(template.get(), "type").orElse("");
        if (type.equals("bootstrap.kubernetes.io/token")) {
            problems.add("template.type=\"" + type + "\" is not allowed");
        }
        if (type.equals("kubernetes.io/service-account-token")) {
            problems.add("template.type=\"" + type + "\" is not allowed");
        }
        List<Object> from = Fields.list(template.get(), "templateFrom");
        for (int i = 0; i < from.size(); i++) {
            Object one = from.get(i);
            if (Stream.of("configMap", "secret", "literal")
                    .allMatch(field -> Fields.at(one, field).isEmpty())) {
                problems.add(
                        "spec.target.template.templateFrom["
                                + i
                                + "]: configMap, secret or literal has to be set");
            }
            String target = Fields.text(one, "target").orElse("Data");
            if (TemplateTarget.of(target).isEmpty()) {
                problems.add(
                        "spec.target.template.templateFrom["
                                + i
                                + "].target: "
                                + target
                                + " is not honoured; one of Data, Labels, Annotations");
            }
        }
    }
}
