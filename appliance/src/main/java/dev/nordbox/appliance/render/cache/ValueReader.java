package dev.nordbox.appliance.render.cache;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads what {@link ValueWriter} wrote. Allocates by what is there, not by what is announced. */
final class ValueReader {

    private final DataInputStream in;
    private final List<String> texts = new ArrayList<>();

    ValueReader(DataInputStream in) {
        this.in = in;
    }

    int count() throws IOException {
        return in.readInt();
    }

    String text() throws IOException {
        int number = in.readInt();
        if (number < texts.size()) {
            return texts.get(number);
        }
        int length = in.readInt();
        byte[] bytes = in.readNBytes(length);
        if (bytes.length < length) {
            throw new EOFException();
        }
        String text = new String(bytes, StandardCharsets.UTF_8);
        texts.add(text);
        return text;
    }

    @Nullable Object value() throws IOException {
        int type = in.readByte();
        return switch (type) {
            case ValueWriter.NULL -> null;
            case ValueWriter.FALSE -> false;
            case ValueWriter.TRUE -> true;
            case ValueWriter.TEXT -> text();
            case ValueWriter.INTEGER -> in.readInt();
            case ValueWriter.LONG -> in.readLong();
            case ValueWriter.DOUBLE -> Double.longBitsToDouble(in.readLong());
            case ValueWriter.BIG_INTEGER -> new BigInteger(text());
            case ValueWriter.DECIMAL -> new BigDecimal(text());
            case ValueWriter.LIST -> list();
            case ValueWriter.MAP -> map();
            default -> throw new IOException("no type: " + type);
        };
    }

    private List<@Nullable Object> list() throws IOException {
        List<@Nullable Object> list = new ArrayList<>();
        for (int i = in.readInt(); i > 0; i--) {
            list.add(value());
        }
        return list;
    }

    private Map<String, @Nullable Object> map() throws IOException {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        for (int i = in.readInt(); i > 0; i--) {
            map.put(text(), value());
        }
        return map;
    }
}
