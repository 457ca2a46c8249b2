package dev.nordbox.appliance.render.kustomize.config;

import dev.nordbox.appliance.render.RenderException;
import dev.nordbox.appliance.render.kustomize.config.TransformerConfig.Table;
import dev.nordbox.appliance.render.kustomize.resource.Gvk;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Kustomize's own transformer configuration, read once from a table in the jar. */
public final class DefaultConfig {
    private static final String TABLE = "default-fieldspecs.tsv";
    private static final int COLUMNS = 7;

    private static final class Holder {
        private static final TransformerConfig CONFIG = load();
    }

    private DefaultConfig() {}

    public static TransformerConfig get() {
        return Holder.CONFIG;
    }

    private static TransformerConfig load() {
        Map<Table, List<FieldSpec>> tables = new EnumMap<>(Table.class);
        List<NameBackReferences> references = new ArrayList<>();
        try (InputStream stream = DefaultConfig.class.getResourceAsStream(TABLE);
                BufferedReader lines =
                        new BufferedReader(
                                new InputStreamReader(
                                        Optional.ofNullable(stream).orElseThrow(),
                                        StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (!line.startsWith("#")) {
                    read(line.split("\t", -1), tables, references);
                }
            }
            return TransformerConfig.EMPTY.merge(TransformerConfig.sorted(tables, references));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (RenderException e) {
            throw new IllegalStateException(TABLE, e);
        }
    }

    private static void read(
            String[] line,
            Map<Table, List<FieldSpec>> tables,
            List<NameBackReferences> references) {
        boolean create = line.length == COLUMNS && line[COLUMNS - 1].equals("create");
        FieldSpec spec = new FieldSpec(new Gvk(line[2], line[3], line[4]), line[5], create);
        if (line[0].equals("nameReference")) {
            String[] target = line[1].split("\\.", 3);
            Gvk referred = new Gvk(target[2], target[1], target[0]);
            references.add(new NameBackReferences(referred, List.of(spec)));
            return;
        }
        for (Table table : Table.values()) {
            if (table.field().equals(line[0])) {
                tables.computeIfAbsent(table, any -> new ArrayList<>()).add(spec);
            }
        }
    }
}
