package dev.nordbox.appliance.render.kustomize.openapi;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The built-in types by the names of their definitions, for documents that refer to them. */
final class CompactDefinitions {
    private static final String RESOURCE = "kubernetes-1.21.2-definitions.tsv";

    private final Map<String, Integer> numbers = new HashMap<>();

    private static final class Holder {
        private static final CompactDefinitions INSTANCE = new CompactDefinitions();
    }

    private CompactDefinitions() {
        InputStream resource = CompactDefinitions.class.getResourceAsStream(RESOURCE);
        if (resource == null) {
            throw new IllegalStateException("the jar lacks " + RESOURCE);
        }
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(resource, StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                int tab = line.indexOf('\t');
                if (tab > 0 && !line.startsWith("#")) {
                    numbers.put(line.substring(0, tab), Integer.valueOf(line.substring(tab + 1)));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + RESOURCE, e);
        }
    }

    static CompactDefinitions kubernetes() {
        return Holder.INSTANCE;
    }

    Optional<ResourceSchema> schema(String name) {
        return Optional.ofNullable(numbers.get(name))
                .map(
                        number ->
                                new CompactSchema(
                                        CompactTable.kubernetes(), number, false, List.of()));
    }
}
