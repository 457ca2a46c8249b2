package dev.nordbox.installer.artifact;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What the first bytes of a Linux program say about it, so that nothing need be run on this
 * machine: it may be another system. Layout: {@code elf(5)}, 64 bit, little endian.
 *
 * @param machine the processor, as {@code e_machine} numbers it
 * @param requiredSize bytes that the file must have for all its segments to be there
 */
record ElfHeader(int machine, long requiredSize) {
    private static final int HEADER_SIZE = 64;
    private static final int SEGMENT_SIZE = 56;
    private static final int MAGIC = 0x464c457f;
    private static final byte CLASS_64 = 2;
    private static final byte LITTLE_ENDIAN = 1;

    /** Empty when the file is no 64-bit ELF program. */
    static Optional<ElfHeader> read(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file)) {
            ByteBuffer header = at(channel, 0, HEADER_SIZE);
            if (header.getInt(0) != MAGIC
                    || header.get(4) != CLASS_64
                    || header.get(5) != LITTLE_ENDIAN) {
                return Optional.empty();
            }
            return Optional.of(
                    new ElfHeader(
                            Short.toUnsignedInt(header.getShort(18)), endOf(channel, header)));
        } catch (EOFException e) {
            return Optional.empty();
        }
    }

    private static long endOf(FileChannel channel, ByteBuffer header) throws IOException {
        long table = header.getLong(32);
        int count = Short.toUnsignedInt(header.getShort(56));
        long end = table + (long) count * SEGMENT_SIZE;
        for (int i = 0; i < count; i++) {
            ByteBuffer segment = at(channel, table + (long) i * SEGMENT_SIZE, SEGMENT_SIZE);
            end = Math.max(end, segment.getLong(8) + segment.getLong(32));
        }
        return end;
    }

    private static ByteBuffer at(FileChannel channel, long offset, int size) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
        while (buffer.hasRemaining()) {
            if (channel.read(buffer, offset + buffer.position()) < 0) {
                throw new EOFException();
            }
        }
        return buffer;
    }
}
