package dev.nordbox.installer.recovery;

import dev.nordbox.appliance.seal.SealingCertificate;
import dev.nordbox.appliance.seal.SealingException;
import dev.nordbox.installer.kit.KitOutput;
import dev.nordbox.installer.kit.Manifest.SealingKey;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.LongConsumer;

/** What {@code save-kit.sh} prints, as it comes, into a kit. */
final class HostParts extends OutputStream {
    /** A certificate is the longest of what comes in a line. */
    private static final int LINE = 1 << 16;

    private final KitOutput kit;
    private final LongConsumer progress;
    private final Map<String, String> meta = new TreeMap<>();
    private final Set<String> paths = new HashSet<>();
    private final List<SealingKey> sealingKeys = new ArrayList<>();
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();
    private OutputStream part = OutputStream.nullOutputStream();
    private long left;
    private long received;
    private boolean ended;

    /**
     * @param progress told how many bytes of parts have come
     */
    HostParts(KitOutput kit, LongConsumer progress) {
        this.kit = kit;
        this.progress = progress;
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int from, int length) throws IOException {
        int at = from;
        int end = from + length;
        while (at < end) {
            if (left > 0) {
                int count = (int) Math.min(left, end - at);
                take(bytes, at, count);
                at += count;
            } else {
                collect(bytes[at++]);
            }
        }
    }

    private void take(byte[] bytes, int at, int count) throws IOException {
        part.write(bytes, at, count);
        left -= count;
        received += count;
        progress.accept(received);
        if (left == 0) {
            part.close();
        }
    }

    private void collect(byte b) throws IOException {
        if (b != '\n') {
            line.write(b);
            if (line.size() > LINE) {
                throw new IOException("the host answers in a form that is not understood");
            }
            return;
        }
        String text = line.toString(StandardCharsets.UTF_8);
        line.reset();
        understand(text.split(" ", 4), text);
    }

    private void understand(String[] words, String text) throws IOException {
        boolean begun = !ended;
        if (begun && words[0].equals("meta") && words.length >= 3) {
            meta.put(words[1], text.substring(text.indexOf(' ', "meta ".length()) + 1).strip());
        } else if (begun && words[0].equals("part") && words.length == 4 && isSize(words[2])) {
            left = Long.parseLong(words[2]);
            part = kit.part(words[3], words[1], left);
            paths.add(words[3]);
            if (left == 0) {
                part.close();
            }
        } else if (begun && words[0].equals("key") && words.length == 2) {
            key(words[1]).ifPresent(sealingKeys::add);
        } else if (begun && text.equals("end")) {
            ended = true;
        } else {
            // Never the text itself: it may be a piece of a secret.
            throw new IOException("the host answers in a form that is not understood");
        }
    }

    /**
     * One that cannot be read unseals nothing, here as on the box.
     *
     * @param certificate PEM, in base64
     */
    private static Optional<SealingKey> key(String certificate) {
        try {
            byte[] pem = Base64.getDecoder().decode(certificate);
            SealingCertificate read =
                    SealingCertificate.parse(new String(pem, StandardCharsets.UTF_8));
            return Optional.of(new SealingKey(read.fingerprint(), read.notBefore()));
        } catch (IllegalArgumentException | SealingException e) {
            return Optional.empty();
        }
    }

    private static boolean isSize(String word) {
        return word.matches("\\d{1,15}");
    }

    /** Whether the host said that this is all. */
    boolean ended() {
        return ended;
    }

    /** Whether the host had that part. */
    boolean has(String path) {
        return paths.contains(path);
    }

    /** That came with the parts, in the order of the cluster. */
    List<SealingKey> sealingKeys() {
        return List.copyOf(sealingKeys);
    }

    /** What the host says of itself; {@code ""} for what it does not say. */
    String meta(String key) {
        return meta.getOrDefault(key, "");
    }
}
