package dev.nordbox.installer.config;

import dev.nordbox.installer.config.Setting.Field;
import dev.nordbox.installer.config.Setting.Fields;
import dev.nordbox.installer.config.Setting.Items;
import dev.nordbox.installer.config.Setting.Kind;
import dev.nordbox.installer.config.Setting.Scalar;
import dev.nordbox.templates.DidYouMean;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;

/**
 * One mapping being read: each key that is asked for becomes a known one, and {@link #done} reports
 * the rest. A value that does not fit is a problem and then absent.
 */
final class Section {
    private final Fields fields;
    private final String path;
    private final Problems problems;
    private final Set<String> known = new LinkedHashSet<>();

    Section(Fields fields, String path, Problems problems) {
        this.fields = fields;
        this.path = path;
        this.problems = problems;
    }

    Location location() {
        return fields.location();
    }

    /** Where a key's value stands, or the section when nobody said it. */
    Location location(String key) {
        Field field = fields.byKey().get(key);
        return field == null ? fields.location() : field.value().location();
    }

    Fields fields() {
        return fields;
    }

    boolean has(String key) {
        known.add(key);
        return value(key).isPresent();
    }

    Optional<String> text(String key, Format format) {
        return value(key).flatMap(value -> text(value, name(key), format));
    }

    /** A number, or a text that looks like one. */
    Optional<String> number(String key, Format format) {
        return value(key).flatMap(value -> quantityOrText(value, name(key), format));
    }

    /** A file of this machine: from the home directory with {@code ~}, else from its file's own. */
    Optional<String> file(String key, Path home) {
        return value(key)
                .flatMap(
                        value ->
                                text(value, name(key), Format.ANY)
                                        .map(file -> resolve(file, value.location(), home)));
    }

    boolean flag(String key) {
        Optional<Setting> value = value(key);
        if (value.isEmpty()) {
            return false;
        }
        if (value.get() instanceof Scalar scalar && scalar.kind() == Kind.BOOLEAN) {
            return Boolean.parseBoolean(scalar.text());
        }
        wrongType(value.get(), name(key), "true or false");
        return false;
    }

    List<String> texts(String key, Format format) {
        List<String> texts = new ArrayList<>();
        items(key, (item, name) -> text(item, name, format).ifPresent(texts::add));
        return texts;
    }

    /** Files of this machine, as {@link #file}. */
    List<String> files(String key, Format format, Path home) {
        List<String> files = new ArrayList<>();
        items(
                key,
                (item, name) ->
                        text(item, name, format)
                                .ifPresent(
                                        file -> files.add(resolve(file, item.location(), home))));
        return files;
    }

    /** The section of a key; an empty one when nobody said it. */
    Section section(String key) {
        Optional<Setting> value = value(key);
        if (value.isPresent() && value.get() instanceof Fields inner) {
            return new Section(inner, name(key), problems);
        }
        value.ifPresent(other -> wrongType(other, name(key), "a mapping"));
        return new Section(new Fields(Map.of(), location(key)), name(key), problems);
    }

    List<Section> sections(String key) {
        List<Section> sections = new ArrayList<>();
        items(
                key,
                (item, name) -> {
                    if (item instanceof Fields inner) {
                        sections.add(new Section(inner, name, problems));
                    } else {
                        wrongType(item, name, "a mapping");
                    }
                });
        return sections;
    }

    /** A mapping whose keys the user chooses. */
    Map<String, String> pairs(String key, Format keys, Format values) {
        Map<String, String> pairs = new LinkedHashMap<>();
        section(key)
                .fields
                .byKey()
                .forEach(
                        (name, field) -> {
                            keys.check(name)
                                    .ifPresent(
                                            wrong -> complain(field.location(), name(key), wrong));
                            quantityOrText(field.value(), name(key) + "." + name, values)
                                    .ifPresent(value -> pairs.put(name, value));
                        });
        return pairs;
    }

    void complain(Location location, String name, Format.Complaint complaint) {
        problems.add(location, "`" + name + "` " + complaint.what(), complaint.remedy());
    }

    /** Reports every key that nothing asked for. */
    void done() {
        fields.byKey()
                .forEach(
                        (key, field) -> {
                            if (!known.contains(key)) {
                                problems.add(
                                        field.location(),
                                        "unknown key `" + name(key) + "`",
                                        DidYouMean.orElse(
                                                key,
                                                known,
                                                "known here: " + String.join(", ", known)));
                            }
                        });
    }

    String name(String key) {
        return path.isEmpty() ? key : path + "." + key;
    }

    private Optional<Setting> value(String key) {
        known.add(key);
        return Optional.ofNullable(fields.byKey().get(key))
                .filter(field -> !field.isNothing())
                .map(Field::value);
    }

    private void items(String key, BiConsumer<Setting, String> each) {
        Optional<Setting> value = value(key);
        if (value.isPresent() && value.get() instanceof Items list) {
            for (int i = 0; i < list.items().size(); i++) {
                each.accept(list.items().get(i), name(key) + "[" + i + "]");
            }
        } else {
            value.ifPresent(other -> wrongType(other, name(key), "a list"));
        }
    }

    private Optional<String> text(Setting value, String name, Format format) {
        if (!(value instanceof Scalar scalar)) {
            wrongType(value, name, "a text");
            return Optional.empty();
        }
        if (scalar.kind() != Kind.TEXT) {
            problems.add(
                    scalar.location(),
                    "`%s` wants a text, and %s is none in YAML".formatted(name, scalar.text()),
                    format.check(scalar.text())
                            .map(Format.Complaint::remedy)
                            .orElse("put it in quotes: \"" + scalar.text() + "\""));
            return Optional.empty();
        }
        return checked(scalar, name, format);
    }

    /** Numbers are fine where Kubernetes takes them: {@code cpu: 2}. */
    private Optional<String> quantityOrText(Setting value, String name, Format format) {
        return value instanceof Scalar scalar && scalar.kind() == Kind.NUMBER
                ? checked(scalar, name, format)
                : text(value, name, format);
    }

    private Optional<String> checked(Scalar scalar, String name, Format format) {
        Optional<Format.Complaint> complaint = format.check(scalar.text());
        complaint.ifPresent(wrong -> complain(scalar.location(), name, wrong));
        return complaint.isPresent() ? Optional.empty() : Optional.of(scalar.text());
    }

    private void wrongType(Setting value, String name, String wanted) {
        String found =
                value instanceof Fields
                        ? "a mapping"
                        : value instanceof Items ? "a list" : "one value";
        problems.add(value.location(), "`%s` is %s".formatted(name, found), "make it " + wanted);
    }

    private static String resolve(String file, Location location, Path home) {
        if (file.equals("~") || file.startsWith("~/")) {
            return home.resolve(file.length() > 2 ? file.substring(2) : "").toString();
        }
        return location.base().toAbsolutePath().resolve(file).normalize().toString();
    }
}
