package dev.nordbox.installer.support;

import dev.nordbox.installer.file.OwnFile;
import dev.nordbox.installer.kit.TarHeader;
import dev.nordbox.installer.output.Redactor;
import dev.nordbox.installer.problem.ExitCode;
import dev.nordbox.installer.problem.Problem;
import dev.nordbox.installer.problem.ProblemException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;

/**
 * A tar.gz of texts, each without its secrets. A part that cannot be had says why in its place: a
 * bundle is wanted when things are broken.
 */
public final class SupportBundle {
    private static final String FOLDER = "nordbox-support/";
    private static final String MODE = "600";

    private final Redactor redactor;
    private final Instant made;
    private final List<Part> parts = new ArrayList<>();

    private record Part(String name, byte[] content) {}

    /** Where a part's text comes from. */
    @FunctionalInterface
    public interface Source {
        String text() throws ProblemException, IOException;
    }

    /** Where several parts come from at once, by file name. */
    @FunctionalInterface
    public interface Sources {
        Map<String, String> texts() throws ProblemException, IOException;
    }

    public SupportBundle(Redactor redactor, Instant made) {
        this.redactor = redactor;
        this.made = made;
    }

    /**
     * @param name of the file in the bundle: {@code preflight.json}
     */
    public void add(String name, Source source) {
        String text;
        try {
            text = source.text();
        } catch (ProblemException | IOException e) {
            text = "could not be had: " + e.getMessage() + "\n";
        } catch (RuntimeException e) {
            text = "could not be had, by a defect of nordbox: " + trace(e);
        }
        parts.add(new Part(name, redactor.redact(text).getBytes(StandardCharsets.UTF_8)));
    }

    /**
     * @param instead name of the file that says why there are none
     */
    public void addAll(String instead, Sources sources) {
        try {
            sources.texts().forEach((name, text) -> add(name, () -> text));
        } catch (ProblemException | IOException | RuntimeException e) {
            add(
                    instead,
                    () -> {
                        throw e;
                    });
        }
    }

    private static String trace(RuntimeException defect) {
        StringWriter trace = new StringWriter();
        defect.printStackTrace(new PrintWriter(trace));
        return trace.toString();
    }

    /** Names of its files, in order. */
    public List<String> names() {
        return parts.stream().map(Part::name).toList();
    }

    /**
     * Readable by its owner only.
     *
     * @throws ProblemException when the file cannot be written
     */
    public void write(Path file) throws ProblemException {
        try {
            OwnFile.replaceAndClose(file, archive());
        } catch (IOException e) {
            throw new ProblemException(
                    ExitCode.USAGE,
                    new Problem(
                            "the bundle cannot be written: " + e.getMessage(),
                            "--out " + file,
                            "name a file in a directory where you may write"),
                    e);
        }
    }

    private byte[] archive() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream tar = new GZIPOutputStream(bytes)) {
            for (Part part : parts) {
                int size = part.content().length;
                tar.write(new TarHeader(FOLDER + part.name(), MODE, size, made).block());
                tar.write(part.content());
                tar.write(new byte[TarHeader.padding(size)]);
            }
            tar.write(new byte[2 * TarHeader.BLOCK]);
        }
        return bytes.toByteArray();
    }
}
