package dev.nordbox.appliance.external;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.Map;
import java.util.StringJoiner;
import java.util.TreeMap;

/**
 * The hashes that External Secrets writes: SHA3-224 of how Go prints a value with {@code %+v}, keys
 * of maps in the order of their bytes.
 */
public final class GoHash {
    private GoHash() {}

    /** Of the data of a Secret: {@code map[a:[98 99]]}. */
    public static String ofData(Map<String, byte[]> data) {
        StringJoiner printed = new StringJoiner(" ", "map[", "]");
        sorted(data).forEach((key, bytes) -> printed.add(key + ":" + printed(bytes)));
        return of(printed.toString());
    }

    private static String printed(byte[] bytes) {
        StringJoiner printed = new StringJoiner(" ", "[", "]");
        for (byte one : bytes) {
            printed.add(Integer.toString(one & 0xff));
        }
        return printed.toString();
    }

    /** Of labels and annotations. */
    static String ofMetadata(Map<String, Object> annotations, Map<String, Object> labels) {
        return of("{annotations:" + printed(annotations) + " labels:" + printed(labels) + "}");
    }

    private static String printed(Map<String, Object> texts) {
        StringJoiner printed = new StringJoiner(" ", "map[", "]");
        sorted(texts).forEach((key, text) -> printed.add(key + ":" + text));
        return printed.toString();
    }

    private static <V> Map<String, V> sorted(Map<String, V> map) {
        Comparator<String> byBytes =
                (one, other) ->
                        Arrays.compareUnsigned(
                                one.getBytes(StandardCharsets.UTF_8),
                                other.getBytes(StandardCharsets.UTF_8));
        Map<String, V> sorted = new TreeMap<>(byBytes);
        sorted.putAll(map);
        return sorted;
    }

    static String of(String text) {
        try {
            MessageDigest sha3 = MessageDigest.getInstance("SHA3-224");
            return HexFormat.of().formatHex(sha3.digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // every Java since 9 has it
        }
    }
}
