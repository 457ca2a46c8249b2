package dev.nordbox.installer.host.ssh.hostkey;

import dev.nordbox.installer.file.OwnFile;
import dev.nordbox.installer.host.ssh.config.HostSettings.HostKeyRules;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The known_hosts files that ssh itself reads.
 *
 * @param own the person's files: read, and the first is added to
 * @param shared the machine's files: read only
 * @param hashed names that are added cannot be read off the file
 */
public record KnownHosts(List<Path> own, List<Path> shared, boolean hashed) {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int SALT = 20; // bytes, as OpenSSH has it

    public KnownHosts {
        own = List.copyOf(own);
        shared = List.copyOf(shared);
    }

    public static KnownHosts of(HostKeyRules rules) {
        return new KnownHosts(rules.userFiles(), rules.globalFiles(), rules.hashed());
    }

    /** The same, which are only read: what is new goes to a file of its own, read as well. */
    public KnownHosts rememberingIn(Path file) {
        return new KnownHosts(
                List.of(file), Stream.concat(own.stream(), shared.stream()).toList(), hashed);
    }

    /** Where keys are remembered; empty: nowhere, as the configuration wants it. */
    public Optional<Path> home() {
        return own.stream().findFirst();
    }

    /** Every line that concerns a name, in file order; a file that is not there has none. */
    List<KnownHost> about(String name) throws IOException {
        List<KnownHost> found = new ArrayList<>();
        for (Path file : Stream.concat(own.stream(), shared.stream()).toList()) {
            if (Files.isRegularFile(file) && Files.isReadable(file)) {
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

    /**
     * Remembers a key that is proved or confirmed; a file made for it is 0600.
     *
     * @return whether it can be found again: not where the configuration names no file, or {@code
     *     /dev/null}
     */
    public boolean remember(String name, HostKey key) throws IOException {
        if (home().isEmpty()) {
            return false;
        }
        Path file = home().get();
        if (Files.notExists(file)) {
            OwnFile.create(file);
        } else if (!Files.isRegularFile(file)) {
            return false;
        }
        String before = Files.readString(file, StandardCharsets.ISO_8859_1);
        String newline = before.isEmpty() || before.endsWith("\n") ? "" : "\n";
        Files.writeString(
                file,
                newline + line(name, key) + "\n",
                StandardCharsets.US_ASCII,
                StandardOpenOption.APPEND);
        return true;
    }

    /** Lines that hold another key of the same kind for a server, for people. */
    public List<String> contradicting(String name, HostKey key) throws IOException {
        return about(name).stream()
                .filter(line -> line.marker() == KnownHost.Marker.HOST)
                .filter(line -> line.key().type().equals(key.type()))
                .filter(line -> !line.key().equals(key))
                .map(KnownHost::describe)
                .toList();
    }

    /**
     * Puts a key in the place of all that are known of a server under its very name.
     *
     * @return the lines that go on holding another key, since they lie in the machine's file or are
     *     a pattern for many servers; when there are any, nothing was changed
     */
    public List<String> replace(String name, HostKey key) throws IOException {
        List<KnownHost> before =
                about(name).stream()
                        .filter(line -> line.marker() == KnownHost.Marker.HOST)
                        .filter(line -> !line.key().equals(key))
                        .toList();
        List<String> fixed =
                before.stream()
                        .filter(line -> !own.contains(line.file()) || !line.hosts().names(name))
                        .map(KnownHost::place)
                        .toList();
        if (!fixed.isEmpty()) {
            return fixed;
        }
        for (Path file : own) {
            if (before.stream().anyMatch(line -> line.file().equals(file))) {
                forget(name, key, file);
            }
        }
        if (about(name).stream().noneMatch(line -> line.key().equals(key))) {
            remember(name, key);
        }
        return List.of();
    }

    private static void forget(String name, HostKey kept, Path file) throws IOException {
        List<String> left = new ArrayList<>();
        for (String text : Files.readAllLines(file, StandardCharsets.ISO_8859_1)) {
            Optional<KnownHost> known =
                    KnownHost.parse(text, file, 0)
                            .filter(line -> line.marker() == KnownHost.Marker.HOST)
                            .filter(line -> line.hosts().names(name))
                            .filter(line -> !line.key().equals(kept));
            if (known.isEmpty()) {
                left.add(text);
            } else {
                known.get()
                        .hosts()
                        .without(name)
                        .map(hosts -> hosts.field() + " " + known.get().key().line())
                        .ifPresent(left::add);
            }
        }
        String text = left.stream().map(line -> line + "\n").collect(Collectors.joining());
        OwnFile.replace(file, text.getBytes(StandardCharsets.ISO_8859_1));
    }

    private String line(String name, HostKey key) {
        if (!hashed) {
            return name + " " + key.line();
        }
        byte[] salt = new byte[SALT];
        RANDOM.nextBytes(salt);
        return HostPatterns.hashed(name, salt).field() + " " + key.line();
    }
}
