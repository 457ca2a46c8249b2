package dev.nordbox.installer.kit;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/** Puts the pieces of streams together as they come by. */
final class StoredStreams implements KitInput.Sinks {
    private final Map<String, Stored> beginnings = new HashMap<>();
    private final Kit.Streams wanted;
    private String next = "";
    private Stored current = new Stored("", 0, "");
    private int number;
    private OutputStream out = OutputStream.nullOutputStream();

    StoredStreams(Collection<Stored> streams, Kit.Streams wanted) {
        streams.forEach(stream -> beginnings.put(stream.piece(0), stream));
        this.wanted = wanted;
    }

    @Override
    public OutputStream of(String path, long size) throws IOException {
        Stored begun = beginnings.get(path);
        if (begun != null) {
            current = begun;
            number = 0;
            out = wanted.begin(begun);
        } else if (!path.equals(next)) {
            return OutputStream.nullOutputStream();
        }
        next = current.piece(++number);
        return out;
    }

    /**
     * @throws KitDamaged when the pieces of a volume are not all there
     */
    static void check(Manifest manifest) throws KitDamaged {
        Map<String, Long> sizes = new HashMap<>();
        manifest.parts().forEach(part -> sizes.put(part.path(), part.size()));
        for (Volume volume : manifest.volumes()) {
            if (!volume.streams().stream().allMatch(stream -> isWhole(stream, sizes))) {
                throw new KitDamaged("it has not all of volume " + volume.name());
            }
        }
    }

    private static boolean isWhole(Stored stream, Map<String, Long> sizes) {
        long sum = 0;
        int number = 0;
        while (sizes.containsKey(stream.piece(number))) {
            sum += sizes.get(stream.piece(number++));
        }
        return number > 0 && sum == stream.size();
    }
}
