package dev.nordbox.appliance.render.cache;

import dev.nordbox.appliance.manifest.Fields;
import dev.nordbox.appliance.manifest.Kustomized;
import dev.nordbox.appliance.manifest.Manifest;
import dev.nordbox.appliance.manifest.ResourceKey;
import dev.nordbox.appliance.render.cache.Reads.Question;
import dev.nordbox.appliance.render.cache.Reads.Read;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.InflaterInputStream;
import org.jspecify.annotations.Nullable;

/** Renders as bytes: all of a render, type by type, or nothing. */
final class RenderCodec {

    /** Part of every key: bytes of another format are never looked at. */
    static final String FORMAT = "nordbox render 3";

    private RenderCodec() {}

    /** Compressed; empty when there is something in it that would not come back the same. */
    static Optional<byte[]> encode(Render render) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        Deflater deflater = new Deflater(Deflater.BEST_SPEED);
        try (DataOutputStream out =
                new DataOutputStream(new DeflaterOutputStream(bytes, deflater))) {
            ValueWriter writer = new ValueWriter(out);
            writeReads(writer, render.reads());
            writer.count(render.files().size());
            for (String file : render.files()) {
                writer.text(file);
            }
            writer.count(render.manifests().size());
            for (Manifest manifest : render.manifests()) {
                write(writer, manifest);
            }
        } catch (IOException e) {
            return Optional.empty(); // only ValueWriter throws, at a value of no known type
        } finally {
            deflater.end();
        }
        return Optional.of(bytes.toByteArray());
    }

    /** Empty when the bytes are not what {@link #encode} gave. */
    static Optional<Render> decode(byte[] bytes) {
        try (DataInputStream in =
                new DataInputStream(new InflaterInputStream(new ByteArrayInputStream(bytes)))) {
            ValueReader reader = new ValueReader(in);
            Reads reads = readReads(reader);
            Set<String> files = new HashSet<>();
            for (int i = reader.count(); i > 0; i--) {
                files.add(reader.text());
            }
            List<Manifest> manifests = new ArrayList<>();
            for (int i = reader.count(); i > 0; i--) {
                manifests.add(readManifest(reader));
            }
            return in.read() < 0
                    ? Optional.of(new Render(reads, files, manifests))
                    : Optional.empty();
        } catch (IOException | RuntimeException e) {
            return Optional.empty();
        }
    }

    private static void writeReads(ValueWriter writer, Reads reads) throws IOException {
        writer.count(reads.answers().size());
        for (Map.Entry<Read, String> answer : reads.answers().entrySet()) {
            writer.count(answer.getKey().question().ordinal());
            writer.text(answer.getKey().path());
            writer.text(answer.getValue());
        }
    }

    private static Reads readReads(ValueReader reader) throws IOException {
        Map<Read, String> answers = new HashMap<>();
        for (int i = reader.count(); i > 0; i--) {
            Question question = Question.values()[reader.count()];
            answers.put(new Read(question, reader.text()), reader.text());
        }
        return new Reads(answers);
    }

    /** The key is written, too: a renderer may place an object where its text does not. */
    private static void write(ValueWriter writer, Manifest manifest) throws IOException {
        ResourceKey key = manifest.key();
        writer.text(key.group());
        writer.text(key.kind());
        writer.text(key.namespace());
        writer.text(key.name());
        writer.text(manifest.apiVersion());
        writer.text(manifest.origin());
        writer.value(manifest.kustomized().map(RenderCodec::values).orElse(List.of()));
        writer.value(manifest.content());
    }

    private static Manifest readManifest(ValueReader reader) throws IOException {
        ResourceKey key =
                new ResourceKey(reader.text(), reader.text(), reader.text(), reader.text());
        String apiVersion = reader.text();
        String origin = reader.text();
        Optional<Kustomized> kustomized = kustomized(reader.value());
        return new Manifest(key, apiVersion, Fields.map(reader.value()), origin, kustomized);
    }

    private static List<Object> values(Kustomized made) {
        return List.of(
                made.name(),
                made.namespace(),
                made.generated(),
                made.renamed(),
                List.copyOf(made.patched()));
    }

    private static Optional<Kustomized> kustomized(@Nullable Object values) {
        return values instanceof List<?> made && made.size() == 5
                ? Optional.of(
                        new Kustomized(
                                (String) made.get(0),
                                (String) made.get(1),
                                (Boolean) made.get(2),
                                (Boolean) made.get(3),
                                texts((List<?>) made.get(4))))
                : Optional.empty();
    }

    private static Set<String> texts(List<?> values) {
        return values.stream().map(String.class::cast).collect(Collectors.toSet());
    }
}
