package dev.nordbox.appliance.render.cache;

import java.io.DataOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes the values of a manifest so that each comes back with the type it had. */
final class ValueWriter {

    static final int NULL = 0;
    static final int FALSE = 1;
    static final int TRUE = 2;
    static final int TEXT = 3;
    static final int INTEGER = 4;
    static final int LONG = 5;
    static final int BIG_INTEGER = 6;
    static final int DOUBLE = 7;
    static final int DECIMAL = 8;
    static final int LIST = 9;
    static final int MAP = 10;

    private final DataOutputStream out;

    /** Texts that were written already: manifests repeat themselves. */
    private final Map<String, Integer> texts = new HashMap<>();

    ValueWriter(DataOutputStream out) {
        this.out = out;
    }

    void count(int count) throws IOException {
        out.writeInt(count);
    }

    /** By its number when it was written before, else under the next one. */
    void text(String text) throws IOException {
        Integer known = texts.get(text);
        if (known != null) {
            out.writeInt(known);
            return;
        }
        // Throws at half a surrogate pair, which would come back as a question mark.
        ByteBuffer bytes = StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(text));
        out.writeInt(texts.size());
        out.writeInt(bytes.remaining());
        out.write(bytes.array(), bytes.position(), bytes.remaining());
        texts.put(text, texts.size());
    }

    /**
     * @throws IOException at a type that is not JSON's
     */
    void value(@Nullable Object value) throws IOException {
        if (value == null) {
            out.writeByte(NULL);
        } else if (value instanceof Boolean flag) {
            out.writeByte(flag ? TRUE : FALSE);
        } else if (value instanceof String text) {
            out.writeByte(TEXT);
            text(text);
        } else if (value instanceof Map<?, ?> map) {
            map(map);
        } else if (value instanceof List<?> list) {
            out.writeByte(LIST);
            out.writeInt(list.size());
            for (Object element : list) {
                value(element);
            }
        } else {
            number(value);
        }
    }

    private void map(Map<?, ?> map) throws IOException {
        out.writeByte(MAP);
        out.writeInt(map.size());
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            if (!(entry.getKey() instanceof String key)) {
                throw new IOException("a key that is no text");
            }
            text(key);
            value(entry.getValue());
        }
    }

    private void number(Object value) throws IOException {
        if (value instanceof Integer number) {
            out.writeByte(INTEGER);
            out.writeInt(number);
        } else if (value instanceof Long number) {
            out.writeByte(LONG);
            out.writeLong(number);
        } else if (value instanceof Double number) {
            out.writeByte(DOUBLE);
            out.writeLong(Double.doubleToRawLongBits(number));
        } else if (value instanceof BigInteger number) {
            out.writeByte(BIG_INTEGER);
            text(number.toString());
        } else if (value instanceof BigDecimal number) {
            out.writeByte(DECIMAL);
            text(number.toString()); // keeps the scale
        } else {
            throw new IOException("no JSON: " + value.getClass().getName());
        }
    }
}
