package dev.nordbox.installer.store;

import java.io.IOException;
import java.io.InputStream;
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
        return all().stream().filter(file -> !file.name().endsWith(NewFile.PART)).toList();
    }

    private List<StoredFile> all() throws IOException {
        requireDirectory();
        List<StoredFile> files = new ArrayList<>();
        try (Stream<Path> all = Files.list(directory)) {
            for (Path file : all.toList()) {
                if (Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
                    String name = String.valueOf(file.getFileName());
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
    public InputStream read(StoredFile file) throws IOException {
        return Files.newInputStream(directory.resolve(file.name()), LinkOption.NOFOLLOW_LINKS);
    }

    @Override
    public void delete(String name) throws IOException {
        Files.deleteIfExists(directory.resolve(name));
    }

    @Override
    public List<String> unfinished() throws IOException {
        return all().stream().flatMap(file -> file.nameWithout(NewFile.PART).stream()).toList();
    }

    @Override
    public void discard(String name) throws IOException {
        delete(name + NewFile.PART);
    }

    @Override
    public void close() {
        // A directory is held by nobody.
    }
}
