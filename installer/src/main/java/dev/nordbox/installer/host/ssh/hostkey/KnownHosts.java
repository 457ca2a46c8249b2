package dev.nordbox.installer.host.ssh.hostkey;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;

/**
 * The known_hosts files that ssh itself reads.
 *
 * @param own the person's file: read, and appended to after a confirmation
 * @param shared the machine's file: read only
 */
public record KnownHosts(Path own, Path shared) {
    private static final Path MACHINE = Path.of("/etc/ssh/ssh_known_hosts");

    public static KnownHosts of(Path home) {
        return new KnownHosts(home.resolve(".ssh").resolve("known_hosts"), MACHINE);
    }

    /** Every line that concerns a name, in file order; a file that is not there has none. */
    List<KnownHost> about(String name) throws IOException {
        List<KnownHost> found = new ArrayList<>();
        for (Path file : List.of(own, shared)) {
            if (Files.isReadable(file)) {
                read(file).stream().filter(known -> known.hosts().match(name)).forEach(found::add);
            }
        }
        return found;
    }

    private static List<KnownHost> read(Path file) throws IOException {
        // Comments may be in any encoding; keys and names are ASCII.
        List<String> lines = Files.readAllLines(file, StandardCharsets.ISO_8859_1);
        List<KnownHost> known = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            KnownHost.parse(lines.get(i), file, i + 1).ifPresent(known::add);
        }
        return known;
    }

    /** Remembers a key that a person has confirmed; a file made for it is 0600. */
    public void remember(String name, HostKey key) throws IOException {
        var mode =
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
        var open =
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));
        boolean posix = own.getFileSystem().supportedFileAttributeViews().contains("posix");
        if (Files.notExists(own)) {
            if (posix) {
                Files.createDirectories(own.getParent(), open);
                Files.createFile(own, mode);
            } else {
                Files.createDirectories(own.getParent());
                Files.createFile(own);
            }
        }
        String before = Files.readString(own, StandardCharsets.ISO_8859_1);
        String newline = before.isEmpty() || before.endsWith("\n") ? "" : "\n";
        Files.writeString(
                own,
                newline + name + " " + key.line() + "\n",
                StandardCharsets.US_ASCII,
                StandardOpenOption.APPEND);
    }
}
