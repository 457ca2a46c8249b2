package dev.nordbox.installer.artifact;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.zip.GZIPOutputStream;

/** Small files that look like the large ones. */
final class TrialFiles {
    static final int X86_64 = 62;
    static final int AARCH64 = 183;

    private TrialFiles() {}

    /** A 64-bit ELF header, one segment that needs {@code size} bytes of file, and those bytes. */
    static byte[] elf(int machine, int size) {
        ByteBuffer elf = ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
        elf.putInt(0, 0x464c457f).put(4, (byte) 2).put(5, (byte) 1);
        elf.putShort(18, (short) machine);
        elf.putLong(32, 64);
        elf.putShort(54, (short) 56).putShort(56, (short) 1);
        elf.putLong(64 + 8, 0).putLong(64 + 32, size);
        return elf.array();
    }

    /** A ustar archive, gzipped. */
    static byte[] tarGz(Map<String, String> files) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream tar = new GZIPOutputStream(bytes)) {
            for (Map.Entry<String, String> file : files.entrySet()) {
                byte[] content = file.getValue().getBytes(StandardCharsets.UTF_8);
                byte[] header = new byte[512];
                put(header, 0, file.getKey());
                put(header, 124, "%011o".formatted(content.length));
                header[156] = '0';
                tar.write(header);
                tar.write(content);
                tar.write(new byte[(512 - content.length % 512) % 512]);
            }
            tar.write(new byte[1024]);
        }
        return bytes.toByteArray();
    }

    private static void put(byte[] header, int offset, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(bytes, 0, header, offset, bytes.length);
    }
}
