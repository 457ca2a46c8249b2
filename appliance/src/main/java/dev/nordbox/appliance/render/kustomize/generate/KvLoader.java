package dev.nordbox.appliance.render.kustomize.generate;

import dev.nordbox.appliance.render.RenderException;
import dev.nordbox.appliance.render.kustomize.config.GeneratorArgs.KvPairSources;
import dev.nordbox.appliance.render.kustomize.load.Loader;
import dev.nordbox.appliance.render.kustomize.resource.GoText;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads the key-value pairs of a generator: from env files, literals and files, in this order. */
final class KvLoader {
    private static final byte[] BYTE_ORDER_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

    private final Loader loader;

    private record Pair(String key, byte[] value) {}

    KvLoader(Loader loader) {
        this.loader = loader;
    }

    /** The values by key, in the order they were given. */
    Map<String, byte[]> load(String name, KvPairSources sources) throws RenderException {
        List<Pair> pairs;
        try {
            pairs = pairs(sources);
        } catch (RenderException e) {
            throw e.prefixed("loading KV pairs");
        }
        Map<String, byte[]> values = new LinkedHashMap<>();
        for (Pair pair : pairs) {
            if (values.putIfAbsent(pair.key(), pair.value()) != null) {
                throw new RenderException(
                        "configmap %s illegally repeats the key `%s`".formatted(name, pair.key()));
            }
        }
        return values;
    }

    private List<Pair> pairs(KvPairSources sources) throws RenderException {
        List<Pair> pairs = new ArrayList<>();
        try {
            for (String file : sources.envs()) {
                pairs.addAll(fromEnvFile(loader.load(file)));
            }
        } catch (RenderException e) {
            throw e.prefixed("env source files: " + GoText.list(sources.envs()));
        }
        try {
            for (String literal : sources.literals()) {
                pairs.add(fromLiteral(literal));
            }
        } catch (RenderException e) {
            throw e.prefixed("literal sources " + GoText.list(sources.literals()));
        }
        try {
            for (String source : sources.files()) {
                pairs.add(fromFile(source));
            }
        } catch (RenderException e) {
            throw e.prefixed("file sources: " + GoText.list(sources.files()));
        }
        return pairs;
    }

    private static Pair fromLiteral(String source) throws RenderException {
        int equals = source.indexOf('=');
        if (equals <= 0) {
            throw new RenderException("invalid literal source " + source + ", expected key=value");
        }
        String value = withoutQuotes(source.substring(equals + 1));
        return new Pair(source.substring(0, equals), value.getBytes(StandardCharsets.UTF_8));
    }

    private static String withoutQuotes(String value) {
        if (value.length() < 2) {
            return value;
        }
        char first = value.charAt(0);
        boolean quoted =
                (first == '"' || first == '\'') && value.charAt(value.length() - 1) == first;
        return quoted ? value.substring(1, value.length() - 1) : value;
    }

    private Pair fromFile(String source) throws RenderException {
        int equals = source.indexOf('=');
        if (equals < 0) {
            return new Pair(baseName(source), loader.load(source));
        }
        if (equals != source.lastIndexOf('=')) {
            throw new RenderException(
                    "source " + GoText.quote(source) + " key name or file path contains '='");
        }
        String key = source.substring(0, equals);
        String path = source.substring(equals + 1);
        if (key.isEmpty()) {
            throw new RenderException(
                    "missing key name for file path %s in source %s"
                            .formatted(GoText.quote(path), GoText.quote(source)));
        }
        if (path.isEmpty()) {
            throw new RenderException(
                    "missing file path for key name %s in source %s"
                            .formatted(GoText.quote(key), GoText.quote(source)));
        }
        return new Pair(key, loader.load(path));
    }

    private static String baseName(String path) {
        String trimmed = path.replaceAll("/+$", "");
        if (trimmed.isEmpty()) {
            return path.isEmpty() ? "." : "/";
        }
        return trimmed.substring(trimmed.lastIndexOf('/') + 1);
    }

    private static List<Pair> fromEnvFile(byte[] content) throws RenderException {
        List<Pair> pairs = new ArrayList<>();
        int start = 0;
        boolean first = true;
        while (start < content.length) {
            int end = start;
            while (end < content.length && content[end] != '\n') {
                end++;
            }
            int lineEnd = end > start && content[end - 1] == '\r' ? end - 1 : end;
            byte[] line = Arrays.copyOfRange(content, start, lineEnd);
            String text = decode(first ? withoutMark(line) : line).stripLeading();
            first = false;
            start = end + 1;
            if (text.isEmpty() || text.startsWith("#")) {
                continue;
            }
            int equals = text.indexOf('=');
            String key = equals < 0 ? text : text.substring(0, equals);
            String value = equals < 0 ? "" : text.substring(equals + 1);
            if (!key.isEmpty()) {
                pairs.add(new Pair(key, value.getBytes(StandardCharsets.UTF_8)));
            }
        }
        return pairs;
    }

    private static byte[] withoutMark(byte[] line) {
        boolean marked =
                line.length >= BYTE_ORDER_MARK.length
                        && Arrays.equals(
                                line,
                                0,
                                BYTE_ORDER_MARK.length,
                                BYTE_ORDER_MARK,
                                0,
                                BYTE_ORDER_MARK.length);
        return marked ? Arrays.copyOfRange(line, BYTE_ORDER_MARK.length, line.length) : line;
    }

    private static String decode(byte[] line) throws RenderException {
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(line)).toString();
        } catch (CharacterCodingException e) {
            List<Integer> bytes = new ArrayList<>();
            for (byte each : line) {
                bytes.add(each & 0xff);
            }
            throw new RenderException(
                    "line "
                            + GoText.list(bytes)
                            + " has invalid utf8 bytes : "
                            + new String(line, StandardCharsets.UTF_8),
                    e);
        }
    }
}
