package dev.nordbox.appliance.repositories;

import dev.nordbox.appliance.catalog.RepositoryAddress;
import dev.nordbox.appliance.git.FreeDisk;
import dev.nordbox.appliance.git.JGitSource;
import dev.nordbox.appliance.git.MirrorRoom;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** The directory of all mirrors but the root's: a place for each, and a limit for all together. */
final class MirrorSpace {

    private static final int LONGEST_NAME = 40;
    private static final String HISTORY = "-history";

    private final Path directory;
    private final MirrorShares shares;

    // Guarded by this.
    private boolean measured;

    /**
     * The last ones that were kept, when nothing else was left; nothing to do as long as these are.
     */
    private Optional<Set<RepositoryAddress>> settled = Optional.empty();

    /**
     * @param mostBytes of all mirrors together
     * @param mostMirrors how many there can be
     */
    MirrorSpace(Path directory, long mostBytes, int mostMirrors, FreeDisk disk) {
        this.directory = directory;
        this.shares = new MirrorShares(mostBytes, mostMirrors, disk);
    }

    /** Named after the repository for people, and after the whole address for being one's own. */
    Path of(RepositoryAddress address) {
        String name = address.name().replaceAll("[^a-z0-9._-]", "_");
        try {
            MessageDigest sha = MessageDigest.getInstance("SHA-256");
            byte[] digest = sha.digest(address.text().getBytes(StandardCharsets.UTF_8));
            return directory.resolve(
                    name.substring(0, Math.min(LONGEST_NAME, name.length()))
                            + "-"
                            + HexFormat.of().formatHex(digest, 0, 8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // every Java has it
        }
    }

    /**
     * For the packs of one of them. What can be measured of none is room for none.
     *
     * @param mirror as {@link #of} names it
     */
    MirrorRoom room(Path mirror) {
        MirrorRoom own = shares.of(mirror);
        return () -> {
            try {
                measureAllOnce();
                return own.reserve();
            } catch (IOException e) {
                throw new MirrorRoom.NoRoom(
                        "how much the mirrors in " + directory + " take is not known: " + e,
                        "see whether the directory is ours and can be read");
            }
        };
    }

    /** Bytes on the disk that a mirror may still grow by. */
    long left(Path mirror) {
        return shares.left(mirror);
    }

    private synchronized void measureAllOnce() throws IOException {
        if (!measured) {
            shares.measure(mirrors());
            measured = true;
        }
    }

    /** Removes the mirrors of all other repositories, but for those that are being closed. */
    void keepOnly(Set<RepositoryAddress> used) throws IOException {
        if (settled.equals(Optional.of(used)) || !Files.isDirectory(directory)) {
            return;
        }
        List<Path> kept = used.stream().map(this::of).toList();
        boolean alone = true;
        for (Path mirror : mirrors()) {
            alone &= kept.contains(mirror) || removed(mirror);
        }
        settled = alone ? Optional.of(Set.copyOf(used)) : Optional.empty();
    }

    private boolean removed(Path mirror) throws IOException {
        boolean gone = JGitSource.remove(mirror);
        if (gone) {
            shares.forget(mirror);
        }
        return gone;
    }

    private List<Path> mirrors() throws IOException {
        try (Stream<Path> children = Files.list(directory)) {
            return children.map(MirrorSpace::mirrorOf).distinct().toList();
        } catch (NoSuchFileException e) {
            return List.of();
        }
    }

    private static Path mirrorOf(Path file) {
        String name = file.getFileName().toString();
        return file.resolveSibling(name.replaceAll("(\\.lock|" + HISTORY + "|\\.aside)$", ""));
    }

    /** The mirror of every commit that may stand beside it. */
    static Path historyOf(Path mirror) {
        return mirror.resolveSibling(mirror.getFileName() + HISTORY);
    }
}
