package dev.nordbox.appliance.external;

import dev.nordbox.appliance.external.ExternalSecretSpec.Data;
import dev.nordbox.appliance.external.ExternalSecretSpec.Target;
import dev.nordbox.appliance.manifest.Fields;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Reads the spec of an ExternalSecret, with the defaults of External Secrets. */
public final class SpecReader {
    private static final Duration HOURLY = Duration.ofHours(1);

    private SpecReader() {}

    /**
     * @param content the whole object
     * @throws CannotSync with all that is not honoured, by name
     */
    public static ExternalSecretSpec read(Map<String, Object> content) throws CannotSync {
        Map<String, Object> spec = Fields.map(content, "spec");
        List<String> problems = new ArrayList<>(Honoured.problems(spec));
        String interval = Fields.text(spec, "refreshInterval").orElse("1h");
        Optional<Duration> every = GoDurations.parse(interval);
        if (every.isEmpty()) {
            problems.add("spec.refreshInterval: " + interval + " is no duration; write 1h30m");
        }
        Optional<StoreRef> store = store(Fields.at(spec, "secretStoreRef"));
        List<Data> data = Fields.list(spec, "data").stream().map(SpecReader::data).toList();
        List<DataFrom> dataFrom =
                Fields.list(spec, "dataFrom").stream().map(SpecReader::dataFrom).toList();
        if (store.isEmpty()
                && (data.stream().anyMatch(one -> one.store().isEmpty())
                        || dataFrom.stream().anyMatch(one -> one.store().isEmpty()))) {
            problems.add("spec.secretStoreRef.name: has to be there");
        }
        if (!problems.isEmpty()) {
            throw CannotSync.forGood("spec is not honoured", String.join("; ", problems));
        }
        return new ExternalSecretSpec(
                store,
                target(Fields.map(spec, "target"), name(content)),
                word(RefreshPolicy.class, spec, "refreshPolicy", RefreshPolicy.PERIODIC),
                every.orElse(HOURLY),
                data,
                dataFrom);
    }

    /** The Secret that an ExternalSecret makes, whether it is honoured or not. */
    public static String targetName(Map<String, Object> content) {
        return Fields.text(content, "spec", "target", "name")
                .filter(name -> !name.isEmpty())
                .orElse(name(content));
    }

    private static String name(Map<String, Object> content) {
        return Fields.text(content, "metadata", "name").orElse("");
    }

    private static Optional<StoreRef> store(Optional<Object> ref) {
        return ref.filter(one -> !Fields.text(one, "name").orElse("").isEmpty())
                .map(
                        one ->
                                new StoreRef(
                                        Fields.text(one, "kind")
                                                .filter(kind -> !kind.isEmpty())
                                                .orElse(StoreRef.NAMESPACED),
                                        Fields.text(one, "name").orElseThrow()));
    }

    private static Data data(Object data) {
        return new Data(
                Fields.text(data, "secretKey").orElse(""),
                remote(Fields.map(data, "remoteRef")),
                store(Fields.at(data, "sourceRef", "storeRef")));
    }

    private static RemoteRef remote(Object ref) {
        return new RemoteRef(
                Fields.text(ref, "key").orElse(""),
                Fields.text(ref, "property").orElse(""),
                Fields.text(ref, "version").orElse(""),
                Fields.text(ref, "metadataPolicy").equals(Optional.of("Fetch")),
                word(Conversion.class, ref, "conversionStrategy", Conversion.DEFAULT),
                word(Decoding.class, ref, "decodingStrategy", Decoding.NONE),
                refusesNulls(ref));
    }

    private static boolean refusesNulls(Object ref) {
        return Fields.text(ref, "nullBytePolicy").equals(Optional.of("Fail"));
    }

    private static DataFrom dataFrom(Object from) {
        Optional<Object> extract = Fields.at(from, "extract");
        return new DataFrom(
                extract.isPresent()
                        ? new DataFrom.Extract(remote(extract.get()))
                        : find(Fields.map(from, "find")),
                Fields.list(from, "rewrite").stream()
                        .flatMap(one -> rewrite(one).stream())
                        .toList(),
                store(Fields.at(from, "sourceRef", "storeRef")));
    }

    private static DataFrom.Find find(Object find) {
        return new DataFrom.Find(
                Fields.text(find, "path").orElse(""),
                Fields.at(find, "name").map(name -> Fields.text(name, "regexp").orElse("")),
                texts(find, "tags"),
                word(Conversion.class, find, "conversionStrategy", Conversion.DEFAULT),
                word(Decoding.class, find, "decodingStrategy", Decoding.NONE),
                refusesNulls(find));
    }

    private static Optional<Rewrite> rewrite(Object rewrite) {
        if (Fields.at(rewrite, "regexp").isPresent()) {
            return Optional.of(
                    new Rewrite.Regexp(
                            Fields.text(rewrite, "regexp", "source").orElse(""),
                            Fields.text(rewrite, "regexp", "target").orElse("")));
        }
        return Fields.text(rewrite, "transform", "template").map(Rewrite.Transform::new);
    }

    private static Target target(Object target, String name) {
        return new Target(
                Fields.text(target, "name").filter(own -> !own.isEmpty()).orElse(name),
                word(CreationPolicy.class, target, "creationPolicy", CreationPolicy.OWNER),
                word(DeletionPolicy.class, target, "deletionPolicy", DeletionPolicy.RETAIN),
                Fields.at(target, "immutable").equals(Optional.of(true)),
                Fields.at(target, "template").map(SpecReader::template));
    }

    private static Template template(Object template) {
        return new Template(
                Fields.text(template, "type").orElse(""),
                Fields.text(template, "mergePolicy").equals(Optional.of("Merge")),
                texts(template, "metadata", "labels"),
                texts(template, "metadata", "annotations"),
                Fields.list(template, "metadata", "finalizers").stream()
                        .map(String::valueOf)
                        .toList(),
                texts(template, "data"),
                Fields.list(template, "templateFrom").stream().map(SpecReader::from).toList());
    }

    private static Template.From from(Object from) {
        return new Template.From(
                Fields.at(from, "configMap").map(SpecReader::ref),
                Fields.at(from, "secret").map(SpecReader::ref),
                Fields.text(from, "literal"),
                TemplateTarget.of(Fields.text(from, "target").orElse(""))
                        .orElse(TemplateTarget.DATA),
                word(Decoding.class, from, "valuesDecodingStrategy", Decoding.NONE));
    }

    private static Template.Ref ref(Object ref) {
        return new Template.Ref(
                Fields.text(ref, "name").orElse(""),
                Fields.list(ref, "items").stream()
                        .map(
                                item ->
                                        new Template.Item(
                                                Fields.text(item, "key").orElse(""),
                                                Fields.text(item, "templateAs")
                                                        .equals(Optional.of("KeysAndValues"))))
                        .toList());
    }

    private static Map<String, String> texts(Object object, String... path) {
        Map<String, String> texts = new LinkedHashMap<>();
        Fields.map(object, path)
                .forEach(
                        (key, value) -> {
                            if (value instanceof String text) {
                                texts.put(key, text);
                            }
                        });
        return texts;
    }

    /** {@code CreateOrMerge} is {@code CREATE_OR_MERGE}; a word nobody knows was named before. */
    private static <E extends Enum<E>> E word(
            Class<E> type, Object object, String field, E otherwise) {
        String word = Fields.text(object, field).orElse("");
        String name = word.replaceAll("([a-z])([A-Z])", "$1_$2").toUpperCase(Locale.ROOT);
        for (E constant : type.getEnumConstants()) {
            if (constant.name().equals(name)) {
                return constant;
            }
        }
        return otherwise;
    }
}
