package dev.nordbox.installer.config;

import dev.nordbox.installer.config.Setting.Field;
import dev.nordbox.installer.config.Setting.Fields;
import dev.nordbox.installer.config.Setting.Items;
import dev.nordbox.installer.config.Setting.Kind;
import dev.nordbox.installer.config.Setting.Scalar;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the command line says about the box: the layer on top of every file. Immutable. */
public final class Flags {
    private static final Location COMMAND_LINE = Location.ofFlag("command line");

    private final Fields fields;

    /** Nothing said. */
    public Flags() {
        this(new Fields(Map.of(), COMMAND_LINE));
    }

    private Flags(Fields fields) {
        this.fields = fields;
    }

    /**
     * @param key of nordbox.yaml, {@code ssh.host}
     * @param flag its name on the command line, for messages
     * @param value empty when the flag was not given
     */
    public Flags with(String key, String flag, Optional<String> value) {
        return value.map(text -> put(key, scalar(flag, text))).orElse(this);
    }

    /** A flag that can be repeated; not given at all, it leaves the files' list alone. */
    public Flags with(String key, String flag, List<String> values) {
        if (values.isEmpty()) {
            return this;
        }
        List<Setting> items = values.stream().<Setting>map(v -> scalar(flag, v)).toList();
        return put(key, new Items(items, Location.ofFlag(flag)));
    }

    Fields fields() {
        return fields;
    }

    private Flags put(String key, Setting value) {
        Setting nested = value;
        String[] names = key.split("\\.");
        for (int i = names.length - 1; i >= 0; i--) {
            Map<String, Field> one = new LinkedHashMap<>();
            one.put(names[i], new Field(value.location(), nested));
            nested = new Fields(one, value.location());
        }
        return new Flags(fields.under((Fields) nested));
    }

    private static Scalar scalar(String flag, String text) {
        return new Scalar(text, Kind.TEXT, Location.ofFlag(flag));
    }
}
