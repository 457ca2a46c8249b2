package dev.nordbox.installer.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** A directory of this machine. It is never made here: a disk may be missing from its place. */
public record DirectoryStore(Path directory) implements Store {

    @Override
    public String name() {
        return directory.toString();
    }

    @Override
    public List<StoredFile> list() throws IOException {
        requireDirectory();
        List<StoredFile> files = new ArrayList<>();
        try (Stream<Path> all = Files.list(directory)) {
            for (Path file : all.toList()) {
                String name = String.valueOf(file.getFileName());
                if (Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
                        && !name.endsWith(NewFile.PART)) {
                    files.add(new StoredFile(name, Files.size(file)));
                }
            }
        }
        return files;
    }

    @Override
    public Incoming receive(String name) throws IOException {
        requireDirectory();
        return NewFile.beside(directory.resolve(name));
    }

    private void requireDirectory() throws IOException {
        if (!Files.isDirectory(directory)) {
            throw new IOException("there is no such directory; is its disk mounted?");
        }
    }

    @Override
    public void delete(String name) throws IOException {
        Files.deleteIfExists(directory.resolve(name));
    }

    @Override
    public void close() {
        // A directory is held by nobody.
    }
}
