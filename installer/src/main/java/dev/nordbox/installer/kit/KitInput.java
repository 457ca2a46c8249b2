package dev.nordbox.installer.kit;

import dev.nordbox.installer.age.AgeInput;
import dev.nordbox.installer.age.Identity;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;

/** Reads a kit to its end, and believes none of it before the end fits. */
final class KitInput {
    /** A manifest of a hundred thousand parts: pieces of volumes. */
    static final long MANIFEST_LIMIT = 32 << 20;

    private static final int BUFFER = 64 * 1024;

    /** Where each part goes as it comes by; what it does not want it lets go. */
    @FunctionalInterface
    interface Sinks {
        OutputStream of(String path, long size) throws IOException;
    }

    private KitInput() {}

    /**
     * @throws AgeException when it cannot be decrypted
     * @throws KitDamaged when it is no kit, or not a whole one
     */
    static Manifest read(InputStream file, Collection<? extends Identity> identities, Sinks sinks)
            throws IOException {
        try (InputStream tar = new AgeInput(file, identities)) {
            Map<String, Part> seen = new LinkedHashMap<>();
            TarHeader header = header(tar);
            while (!header.path().equals(Manifest.PATH)) {
                if (!PartName.isPlain(header.path()) || seen.containsKey(header.path())) {
                    throw new KitDamaged("it has a part with a name that no kit has");
                }
                seen.put(header.path(), copy(tar, header, sinks.of(header.path(), header.size())));
                header = header(tar);
            }
            Manifest manifest = manifest(tar, header);
            requireEnd(tar);
            compare(manifest, seen);
            return manifest;
        }
    }

    private static TarHeader header(InputStream tar) throws IOException {
        byte[] block = tar.readNBytes(TarHeader.BLOCK);
        return TarHeader.parse(block)
                .orElseThrow(() -> new KitDamaged("it is not a recovery kit of nordbox"));
    }

    private static Manifest manifest(InputStream tar, TarHeader header) throws IOException {
        if (header.size() > MANIFEST_LIMIT) {
            throw new KitDamaged("its manifest is too large");
        }
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        copy(tar, header, text);
        return ManifestText.parse(text.toByteArray());
    }

    private static Part copy(InputStream tar, TarHeader header, OutputStream sink)
            throws IOException {
        SummedOutput out = new SummedOutput(sink);
        byte[] buffer = new byte[BUFFER];
        for (long left = header.size(); left > 0; ) {
            int count = tar.read(buffer, 0, (int) Math.min(left, buffer.length));
            if (count < 0) {
                throw new KitDamaged("it ends within " + header.path());
            }
            out.write(buffer, 0, count);
            left -= count;
        }
        skipZeros(tar, TarHeader.padding(header.size()));
        return out.part(header.path());
    }

    private static void skipZeros(InputStream tar, int count) throws IOException {
        for (byte b : tar.readNBytes(count)) {
            if (b != 0) {
                throw new KitDamaged("it is not a recovery kit of nordbox");
            }
        }
    }

    /** Reading on to the end is what proves that nothing was cut off. */
    private static void requireEnd(InputStream tar) throws IOException {
        skipZeros(tar, 2 * TarHeader.BLOCK);
        if (tar.read() >= 0) {
            throw new KitDamaged("it goes on after its end");
        }
    }

    private static void compare(Manifest manifest, Map<String, Part> seen) throws KitDamaged {
        Map<String, Part> listed = new LinkedHashMap<>();
        manifest.parts().forEach(part -> listed.put(part.path(), part));
        for (Part part : seen.values()) {
            if (!part.equals(listed.get(part.path()))) {
                throw new KitDamaged(part.path() + " is not what its manifest says");
            }
        }
        if (listed.size() != seen.size() || listed.size() != manifest.parts().size()) {
            throw new KitDamaged("its manifest lists what it does not hold");
        }
    }
}
