package dev.nordbox.appliance.render.kustomize.openapi;

import dev.nordbox.appliance.render.kustomize.openapi.OpenApi.Scope;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The built-in types: some 16 kB of the four megabytes Kubernetes publishes. Read once, on first
 * use, and immutable afterwards.
 */
final class CompactTable {
    private static final String RESOURCE = "kubernetes-1.21.2.tsv";

    private final Map<String, Type> types = new HashMap<>();
    private final List<Map<String, CompactSchema>> definitions = new ArrayList<>();
    private final CompactSchema opaque =
            new CompactSchema(this, CompactSchema.NO_DEFINITION, false, List.of());

    private record Type(CompactSchema schema, Optional<Scope> scope) {}

    /** Loaded by the class loader's own lock when somebody first asks. */
    private static final class Holder {
        private static final CompactTable INSTANCE = new CompactTable();
    }

    private CompactTable() {
        InputStream resource = CompactTable.class.getResourceAsStream(RESOURCE);
        if (resource == null) {
            throw new IllegalStateException("the jar lacks " + RESOURCE);
        }
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(resource, StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                read(line.split("\t", -1));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + RESOURCE, e);
        }
    }

    static CompactTable kubernetes() {
        return Holder.INSTANCE;
    }

    Optional<ResourceSchema> schema(String apiVersion, String kind) {
        return Optional.ofNullable(types.get(key(apiVersion, kind))).map(Type::schema);
    }

    Optional<Scope> scope(String apiVersion, String kind) {
        return Optional.ofNullable(types.get(key(apiVersion, kind))).flatMap(Type::scope);
    }

    Map<String, CompactSchema> fields(int definition) {
        return definitions.get(definition);
    }

    CompactSchema opaque() {
        return opaque;
    }

    private void read(String[] columns) {
        switch (columns[0]) {
            case "type" ->
                    types.put(
                            key(columns[1], columns[2]),
                            new Type(object(columns[4]), scope(columns[3])));
            case "definition" -> {
                Map<String, CompactSchema> fields = new HashMap<>();
                for (int i = 2; i < columns.length; i++) {
                    readField(columns[i], fields);
                }
                definitions.add(fields);
            }
            default -> {
                // A comment.
            }
        }
    }

    private void readField(String column, Map<String, CompactSchema> fields) {
        if (column.isEmpty()) {
            return;
        }
        int equals = column.indexOf('=');
        String definition = column.substring(equals + 1);
        int bracket = column.indexOf('[');
        if (bracket < 0) {
            fields.put(column.substring(0, equals), object(definition));
            return;
        }
        String keys = column.substring(bracket + 1, equals - 1);
        fields.put(
                column.substring(0, bracket),
                new CompactSchema(
                        this,
                        number(definition),
                        true,
                        keys.isEmpty() ? List.of() : List.of(keys.split(","))));
    }

    private CompactSchema object(String definition) {
        return definition.isEmpty()
                ? opaque
                : new CompactSchema(this, number(definition), false, List.of());
    }

    private static int number(String definition) {
        return definition.isEmpty() ? CompactSchema.NO_DEFINITION : Integer.parseInt(definition);
    }

    private static Optional<Scope> scope(String column) {
        return switch (column) {
            case "n" -> Optional.of(Scope.NAMESPACED);
            case "c" -> Optional.of(Scope.CLUSTER);
            default -> Optional.empty();
        };
    }

    private static String key(String apiVersion, String kind) {
        return apiVersion + '|' + kind;
    }
}
