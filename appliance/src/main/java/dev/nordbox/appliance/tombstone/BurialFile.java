package dev.nordbox.appliance.tombstone;

import dev.nordbox.appliance.manifest.ResourceKey;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The file of one burial: JSON lines, only ever appended to and forced to the disk, readable by us
 * alone. Half a line, as a crash leaves it, is an object that was not deleted yet.
 */
final class BurialFile {

    private static final int LONGEST_HEAD = 4096;
    private static final String SUFFIX = ".jsonl";

    private final Path path;
    private final long id;
    private final TombstoneLine.Head head;
    private final Map<ResourceKey, Burial.Gone> index = new LinkedHashMap<>();
    private long bytes;

    /** Somebody else's half line may stand at the end. */
    private boolean mayBeTorn = true;

    private BurialFile(Path path, long id, TombstoneLine.Head head) {
        this.path = path;
        this.id = id;
        this.head = head;
    }

    /** A new one; nothing is there before its first object. */
    static BurialFile of(Path directory, long id, Occasion occasion, Instant begun) {
        Path path = directory.resolve("%08d%s".formatted(id, SUFFIX));
        return new BurialFile(path, id, new TombstoneLine.Head(occasion, begun));
    }

    /**
     * @return empty when it is none that we can read
     */
    static Optional<BurialFile> read(Path path) throws IOException {
        List<byte[]> lines = lines(path);
        Optional<TombstoneLine.Head> head =
                lines.isEmpty() ? Optional.empty() : TombstoneLine.head(lines.get(0));
        if (head.isEmpty()) {
            return Optional.empty();
        }
        BurialFile file = new BurialFile(path, idOf(path), head.get());
        for (byte[] line : lines) {
            TombstoneLine.tombstone(line).ifPresent(file::note);
        }
        file.bytes = Files.size(path);
        return Optional.of(file);
    }

    /** A crash left it before its first object, of which nothing was deleted then. */
    static boolean isHalfBegun(Path path) throws IOException {
        return lines(path).size() < 2 && Files.size(path) <= LONGEST_HEAD;
    }

    static boolean isOne(Path path) {
        return path.getFileName().toString().matches("\\d{8,18}\\" + SUFFIX);
    }

    static long idOf(Path path) {
        String name = path.getFileName().toString();
        return Long.parseLong(name.substring(0, name.length() - SUFFIX.length()));
    }

    Burial burial() {
        return new Burial(id, head.occasion(), head.begun(), List.copyOf(index.values()));
    }

    Occasion occasion() {
        return head.occasion();
    }

    Instant begun() {
        return head.begun();
    }

    long id() {
        return id;
    }

    long bytes() {
        return bytes;
    }

    int objects() {
        return index.size();
    }

    /**
     * @param line of this very tombstone
     * @throws IOException it may be there in part, which does no harm
     */
    void append(Tombstone tombstone, byte[] line) throws IOException {
        boolean fresh = bytes == 0;
        ByteArrayOutputStream out = new ByteArrayOutputStream(line.length + 2);
        if (fresh) {
            out.writeBytes(TombstoneLine.of(head.occasion(), head.begun()));
        }
        if (fresh || mayBeTorn) {
            out.write('\n');
        }
        out.writeBytes(line);
        out.write('\n');
        mayBeTorn = true;
        try {
            write(out.toByteArray(), fresh);
        } catch (IOException e) {
            if (fresh) {
                delete(); // without its first line whole it is no file of ours
                bytes = 0;
            }
            throw e;
        }
        mayBeTorn = false;
        note(tombstone);
    }

    private void write(byte[] text, boolean fresh) throws IOException {
        try (FileChannel channel =
                FileChannel.open(
                        path,
                        Set.of(
                                fresh ? StandardOpenOption.CREATE_NEW : StandardOpenOption.CREATE,
                                StandardOpenOption.APPEND,
                                StandardOpenOption.WRITE),
                        PosixFilePermissions.asFileAttribute(
                                PosixFilePermissions.fromString("rw-------")))) {
            ByteBuffer buffer = ByteBuffer.wrap(text);
            while (buffer.hasRemaining()) {
                bytes += channel.write(buffer);
            }
            channel.force(true);
        }
        if (fresh) {
            try (FileChannel directory =
                    FileChannel.open(path.toAbsolutePath().getParent(), StandardOpenOption.READ)) {
                directory.force(true); // the name has to outlive a power cut, too
            }
        }
    }

    private void note(Tombstone tombstone) {
        index.put(
                tombstone.key(),
                new Burial.Gone(
                        tombstone.key(), tombstone.content().isPresent(), tombstone.remark()));
    }

    /** One of each object: what was deleted twice in a sync is as it was the second time. */
    List<Tombstone> tombstones() throws IOException {
        Map<ResourceKey, Tombstone> found = new LinkedHashMap<>();
        for (byte[] line : lines(path)) {
            TombstoneLine.tombstone(line).ifPresent(stone -> found.put(stone.key(), stone));
        }
        return List.copyOf(found.values());
    }

    void delete() throws IOException {
        Files.deleteIfExists(path);
    }

    private static List<byte[]> lines(Path path) throws IOException {
        byte[] all = Files.readAllBytes(path);
        List<byte[]> lines = new ArrayList<>();
        int begin = 0;
        for (int i = 0; i <= all.length; i++) {
            if (i == all.length || all[i] == '\n') {
                if (i > begin) {
                    lines.add(Arrays.copyOfRange(all, begin, i));
                }
                begin = i + 1;
            }
        }
        return lines;
    }
}
