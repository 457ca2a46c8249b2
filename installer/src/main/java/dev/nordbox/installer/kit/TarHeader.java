package dev.nordbox.installer.kit;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;

/**
 * The block in front of a file in a tar, as POSIX' ustar has it; regular files only.
 *
 * @param mode octal, {@code 600}
 * @param size in bytes, less than 8 GiB
 */
public record TarHeader(String path, String mode, long size, Instant changed) {
    public static final int BLOCK = 512;

    /** Eleven octal digits. */
    static final long LIMIT = 1L << 33;

    private static final int SUM_AT = 148;
    private static final int SUM_LENGTH = 8;
    private static final int TYPE_AT = 156;
    private static final byte[] MAGIC = "ustar\00000".getBytes(StandardCharsets.US_ASCII);
    private static final int MAGIC_AT = 257;

    public byte[] block() {
        byte[] block = new byte[BLOCK];
        put(block, 0, path);
        put(block, 100, "%07o".formatted(Integer.parseInt(mode, 8)));
        put(block, 108, "%07o".formatted(0));
        put(block, 116, "%07o".formatted(0));
        put(block, 124, "%011o".formatted(size));
        put(block, 136, "%011o".formatted(changed.getEpochSecond()));
        block[TYPE_AT] = '0';
        System.arraycopy(MAGIC, 0, block, MAGIC_AT, MAGIC.length);
        put(block, 265, "root");
        put(block, 297, "root");
        put(block, SUM_AT, "%06o\0 ".formatted(sum(block)));
        return block;
    }

    /** Empty when the block is none that {@link #block} makes. */
    static Optional<TarHeader> parse(byte[] block) {
        if (block.length != BLOCK) {
            return Optional.empty();
        }
        try {
            TarHeader header =
                    new TarHeader(
                            text(block, 0, 100),
                            Integer.toOctalString(Integer.parseInt(text(block, 100, 8), 8)),
                            Long.parseLong(text(block, 124, 12), 8),
                            Instant.ofEpochSecond(Long.parseLong(text(block, 136, 12), 8)));
            return Optional.of(header).filter(read -> Arrays.equals(read.block(), block));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    /** How many zeros follow a file of that size. */
    public static int padding(long size) {
        return (int) ((BLOCK - size % BLOCK) % BLOCK);
    }

    /** Over the block with blanks where the sum will be. */
    private static int sum(byte[] block) {
        int sum = SUM_LENGTH * ' ';
        for (int i = 0; i < block.length; i++) {
            sum += i >= SUM_AT && i < SUM_AT + SUM_LENGTH ? 0 : block[i] & 0xff;
        }
        return sum;
    }

    private static void put(byte[] block, int at, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(bytes, 0, block, at, bytes.length);
    }

    private static String text(byte[] block, int from, int length) {
        String field = new String(block, from, length, StandardCharsets.US_ASCII);
        int end = field.indexOf('\0');
        return end < 0 ? field : field.substring(0, end);
    }
}
