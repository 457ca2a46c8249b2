package dev.nordbox.appliance.render.yaml;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes trees as {@code kustomize build} does: through JSON, keys in {@link NaturalOrder}, with
 * the indentation, quoting and line folding of go-yaml v2. Styles and comments of the source are
 * lost on purpose: equal values give equal bytes.
 */
public final class YamlEmitter {
    /** A longer key goes on a line of its own behind {@code ?}. Bytes of UTF-8. */
    private static final int LONGEST_SIMPLE_KEY = 128;

    private static final int WIDTH = 80;

    private final ScalarWriter out = new ScalarWriter(WIDTH);
    private int indent = -ScalarWriter.INDENT;

    private YamlEmitter() {}

    /** One document without separators, with a newline at its end. */
    public static String emit(Node node) throws YamlException {
        return emitValue(PlainValues.of(node));
    }

    /** One document of plain values, as {@link PlainValues} has them. */
    public static String emitValue(@Nullable Object value) throws YamlException {
        YamlEmitter emitter = new YamlEmitter();
        emitter.write(value, false);
        return emitter.out.finish();
    }

    /**
     * @param fieldValue whether the value stands behind the key of a map: a list there is not
     *     indented below its key
     */
    private void write(@Nullable Object value, boolean fieldValue) throws YamlException {
        if (value instanceof Map<?, ?> map) {
            writeMap(map);
        } else if (value instanceof List<?> list) {
            writeList(list, fieldValue);
        } else {
            out.writeScalar(Scalar.of(value), Math.max(indent, 0) + ScalarWriter.INDENT);
        }
    }

    private void writeList(List<?> list, boolean fieldValue) throws YamlException {
        if (list.isEmpty()) {
            out.writeIndicator("[]", true, false, false);
            return;
        }
        int step = indent < 0 || !(fieldValue && !out.isInIndentation()) ? ScalarWriter.INDENT : 0;
        indent += step;
        for (Object item : list) {
            out.writeIndent(indent);
            out.writeIndicator("-", true, false, true);
            write(item, false);
        }
        indent -= step;
    }

    private void writeMap(Map<?, ?> map) throws YamlException {
        if (map.isEmpty()) {
            out.writeIndicator("{}", true, false, false);
            return;
        }
        indent += ScalarWriter.INDENT;
        for (String key : NaturalOrder.INSTANCE.sort(map.keySet().toArray(new String[0]))) {
            out.writeIndent(indent);
            Scalar scalar = Scalar.ofKey(key);
            if (scalar.isMultiline() || Utf8.length(scalar.text()) > LONGEST_SIMPLE_KEY) {
                out.writeIndicator("?", true, false, true);
                out.writeScalar(scalar, indent + ScalarWriter.INDENT);
                out.writeIndent(indent);
                out.writeIndicator(":", true, false, true);
            } else {
                out.writeKey(scalar, indent + ScalarWriter.INDENT);
                out.writeIndicator(":", false, false, false);
            }
            write(map.get(key), true);
        }
        indent -= ScalarWriter.INDENT;
    }
}
