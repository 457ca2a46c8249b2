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
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the templates of an ExternalSecret say over the values of the store. */
final class RenderedTemplate {
    private static final String UNQUOTED =
            "; it is not quoted, since it lies in a Secret: a template in a ConfigMap is";

    /** Whether an error may tell of a template what it says. */
    private enum Quoted {
        YES,
        NO
    }

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
            put(target, entry.getKey(), render(entry.getKey(), entry.getValue(), Quoted.YES));
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
            addLines(from, "literal", from.literal().get(), Quoted.YES);
        }
    }

    private void add(Template.From from, String kind, Template.Ref ref) throws CannotSync {
        Quoted quoted = kind.equals("Secret") ? Quoted.NO : Quoted.YES;
        for (Template.Item item : ref.items()) {
            String text = sources.text(kind, ref.name(), item.key());
            if (item.keysToo()) {
                addLines(from, item.key(), text, quoted);
            } else {
                byte[] value = render(item.key(), text, quoted);
                put(from.target(), item.key(), from.decoding().decode(item.key(), value));
            }
        }
    }

    /** The template says lines of {@code key: value}. */
    private void addLines(Template.From from, String name, String text, Quoted quoted)
            throws CannotSync {
        String lines = new String(render(name, text, quoted), StandardCharsets.UTF_8);
        String said = "a key that " + name + " says"; // which may be made of a value
        for (Map.Entry<String, String> line : read(name, lines).entrySet()) {
            byte[] value = line.getValue().getBytes(StandardCharsets.UTF_8);
            put(from.target(), line.getKey(), from.decoding().decode(said, value));
        }
    }

    private byte[] render(String name, String text, Quoted quoted) throws CannotSync {
        String what = "cannot be read";
        try {
            SecretTemplate template = SecretTemplate.parse(name, text);
            what = "cannot be executed";
            return template.render(values);
        } catch (TemplateException e) {
            // Has no values, as that type promises.
            String told = quoted == Quoted.YES ? e.getMessage() : where(name, e) + what + UNQUOTED;
            throw CannotSync.update(
                    "could not apply template: could not execute template: " + told);
        }
    }

    /** Of Go's {@code template: NAME:LINE:COLUMN: …}; a part has a name of its own. */
    private static String where(String name, TemplateException e) {
        Matcher line =
                Pattern.compile("template: " + Pattern.quote(name) + ":([0-9]+):.*", Pattern.DOTALL)
                        .matcher(String.valueOf(e.getMessage()));
        return name + (line.matches() ? ", line " + line.group(1) : "") + ": ";
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
