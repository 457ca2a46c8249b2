package dev.nordbox.appliance.external;

import dev.nordbox.appliance.render.RenderStopped;
import dev.nordbox.appliance.render.gotemplate.TemplateException;
import dev.nordbox.appliance.render.yaml.ConfigurationValues;
import dev.nordbox.appliance.render.yaml.GoNumber;
import dev.nordbox.appliance.render.yaml.YamlException;
import dev.nordbox.appliance.render.yaml.YamlParser;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/** What the templates of an ExternalSecret say over the values of the store. */
final class RenderedTemplate {
    private final Map<String, byte[]> values;
    private final Template.Sources sources;
    private final Map<String, byte[]> data = new TreeMap<>();
    private final Map<String, String> labels = new TreeMap<>();
    private final Map<String, String> annotations = new TreeMap<>();

    private RenderedTemplate(Map<String, byte[]> values, Template.Sources sources) {
        this.values = values;
        this.sources = sources;
    }

    /** Templates of the spec itself count before those from elsewhere. */
    static RenderedTemplate of(
            Template template, Map<String, byte[]> values, Template.Sources sources)
            throws CannotSync {
        RenderedTemplate rendered = new RenderedTemplate(values, sources);
        for (Template.From from : template.from()) {
            rendered.add(from);
        }
        rendered.add(template.data(), TemplateTarget.DATA);
        rendered.add(template.labels(), TemplateTarget.LABELS);
        rendered.add(template.annotations(), TemplateTarget.ANNOTATIONS);
        return rendered;
    }

    Map<String, byte[]> data() {
        return data;
    }

    Map<String, String> labels() {
        return labels;
    }

    Map<String, String> annotations() {
        return annotations;
    }

    private void add(Map<String, String> templates, TemplateTarget target) throws CannotSync {
        for (Map.Entry<String, String> entry : templates.entrySet()) {
            put(target, entry.getKey(), render(entry.getKey(), entry.getValue()));
        }
    }

    private void add(Template.From from) throws CannotSync {
        if (from.configMap().isPresent()) {
            add(from, "ConfigMap", from.configMap().get());
        }
        if (from.secret().isPresent()) {
            add(from, "Secret", from.secret().get());
        }
        if (from.literal().isPresent()) {
            addLines(from, "literal", from.literal().get());
        }
    }

    private void add(Template.From from, String kind, Template.Ref ref) throws CannotSync {
        for (Template.Item item : ref.items()) {
            String text = sources.text(kind, ref.name(), item.key());
            if (item.keysToo()) {
                addLines(from, item.key(), text);
            } else {
                byte[] value = render(item.key(), text);
                put(from.target(), item.key(), from.decoding().decode(item.key(), value));
            }
        }
    }

    /** The template says lines of {@code key: value}. */
    private void addLines(Template.From from, String name, String text) throws CannotSync {
        String lines = new String(render(name, text), StandardCharsets.UTF_8);
        for (Map.Entry<String, String> line : read(name, lines).entrySet()) {
            byte[] value = line.getValue().getBytes(StandardCharsets.UTF_8);
            put(from.target(), line.getKey(), from.decoding().decode(line.getKey(), value));
        }
    }

    private byte[] render(String name, String text) throws CannotSync {
        try {
            return SecretTemplate.parse(name, text).render(values);
        } catch (TemplateException e) {
            // Has no values, as that type promises.
            throw CannotSync.update(
                    "could not apply template: could not execute template: " + e.getMessage());
        }
    }

    private static Map<String, String> read(String name, String lines) throws CannotSync {
        Map<String, String> read = new LinkedHashMap<>();
        Object value;
        try {
            value =
                    lines.isBlank()
                            ? Map.of()
                            : ConfigurationValues.of(YamlParser.forConfiguration().parse(lines));
        } catch (YamlException | RenderStopped e) {
            throw noMap(name); // its message may quote a value
        }
        if (!(value instanceof Map<?, ?> map)) {
            throw noMap(name);
        }
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            if (entry.getValue() instanceof Map<?, ?> || entry.getValue() instanceof Iterable<?>) {
                throw noMap(name);
            }
            read.put(String.valueOf(entry.getKey()), text(entry.getValue()));
        }
        return read;
    }

    private static String text(Object scalar) {
        if (scalar == null) {
            return "";
        }
        return scalar instanceof Double number ? GoNumber.general(number) : scalar.toString();
    }

    private static CannotSync noMap(String name) {
        return CannotSync.update(
                "could not apply template: error fetching templateFrom data: what "
                        + name
                        + " says is no map of texts");
    }

    private void put(TemplateTarget target, String key, byte[] value) {
        switch (target) {
            case DATA -> data.put(key, value);
            case LABELS -> labels.put(key, new String(value, StandardCharsets.UTF_8));
            case ANNOTATIONS -> annotations.put(key, new String(value, StandardCharsets.UTF_8));
        }
    }
}
