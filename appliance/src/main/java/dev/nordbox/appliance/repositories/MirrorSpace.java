package dev.nordbox.appliance.repositories;

import dev.nordbox.appliance.catalog.RepositoryAddress;
import dev.nordbox.appliance.git.JGitSource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
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

    private final Path directory;
    private final long mostBytes;

    /**
     * The last ones that were kept, when nothing else was left; nothing to do as long as these are.
     */
    private Optional<Set<RepositoryAddress>> settled = Optional.empty();

    MirrorSpace(Path directory, long mostBytes) {
        this.directory = directory;
        this.mostBytes = mostBytes;
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

    /** Bytes that all mirrors together may still grow by. */
    long left() {
        if (!Files.isDirectory(directory)) {
            return mostBytes;
        }
        try (Stream<Path> files = Files.walk(directory)) {
            return mostBytes
                    - files.filter(Files::isRegularFile).mapToLong(MirrorSpace::size).sum();
        } catch (IOException | UncheckedIOException e) {
            return mostBytes; // a mirror goes while it is looked at
        }
    }

    private static long size(Path file) {
        try {
            return Files.size(file);
        } catch (IOException e) {
            return 0; // it went meanwhile
        }
    }

    /** Removes the mirrors of all other repositories, but for those that are being closed. */
    void keepOnly(Set<RepositoryAddress> used) throws IOException {
        if (settled.equals(Optional.of(used)) || !Files.isDirectory(directory)) {
            return;
        }
        List<Path> kept = used.stream().map(this::of).toList();
        List<Path> mirrors;
        try (Stream<Path> children = Files.list(directory)) {
            mirrors = children.map(MirrorSpace::mirrorOf).distinct().toList();
        }
        boolean alone = true;
        for (Path mirror : mirrors) {
            alone &= kept.contains(mirror) || JGitSource.remove(mirror);
        }
        settled = alone ? Optional.of(Set.copyOf(used)) : Optional.empty();
    }

    private static Path mirrorOf(Path file) {
        String name = file.getFileName().toString();
        return file.resolveSibling(name.replaceAll("(\\.lock|-history|\\.aside)$", ""));
    }
}
