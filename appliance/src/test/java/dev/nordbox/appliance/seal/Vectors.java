package dev.nordbox.appliance.seal;

import dev.nordbox.appliance.json.Json;
import dev.nordbox.appliance.manifest.Fields;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The files beside the tests: ciphertexts of OpenSSL and Go, and their keys. */
public final class Vectors {

    /** {@code case}, {@code scope}, {@code namespace}, {@code name} and so on. */
    record Vector(Map<String, Object> fields) {
        String text(String field) {
            return Fields.text(fields, field).orElse("");
        }

        SealingKey key() {
            return Vectors.key(text("key"));
        }

        Label label() {
            return new Label(
                    Scope.named(text("scope")).orElseThrow(), text("namespace"), text("name"));
        }

        @Override
        public String toString() {
            return text("key") + " " + text("scope") + " " + text("case") + text("why");
        }
    }

    private Vectors() {}

    static Stream<Vector> good() {
        return Stream.of("vectors.json", "vectors-go.json").flatMap(f -> list(f, "vectors"));
    }

    static Stream<Vector> bad() {
        return list("vectors.json", "invalid");
    }

    private static Stream<Vector> list(String file, String field) {
        List<Object> list = Fields.list(json(file), field);
        return list.stream().map(item -> new Vector(Fields.map(item)));
    }

    public static SealingKey key(String name) {
        try {
            return SealingKey.parse(text(name + ".key"), text(name + ".crt"));
        } catch (SealingException e) {
            throw new IllegalStateException(name, e);
        }
    }

    /** 4096 bits, PKCS#1, as Bitnami's controller makes them. */
    public static SealingKey keyA() {
        return key("key-a-4096");
    }

    /** 2048 bits, PKCS#8, as somebody brings them. */
    public static SealingKey keyB() {
        return key("key-b-2048-pkcs8");
    }

    public static Map<String, Object> json(String file) {
        return Json.parse(text(file).getBytes(StandardCharsets.UTF_8));
    }

    public static String text(String file) {
        try (InputStream in = Vectors.class.getResourceAsStream(file)) {
            if (in == null) {
                throw new IllegalArgumentException("no " + file);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
