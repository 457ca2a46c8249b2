package dev.nordbox.installer.host.ssh.config;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Files that a pattern names, in the order of their names. */
final class Glob {
    private static final Pattern WILDCARD = Pattern.compile("[*?\\[]");
    private static final Pattern SEPARATOR =
            Pattern.compile(File.separatorChar == '\\' ? "[/\\\\]" : "/");

    private Glob() {}

    /**
     * @param folder where a relative pattern begins
     * @throws InvalidPathException when what is no wildcard in it cannot be a file here
     */
    static List<Path> expand(Path folder, String pattern) {
        // As text: a wildcard is no part of a path everywhere.
        Matcher wildcard = WILDCARD.matcher(pattern);
        int plain =
                wildcard.find() ? lastSeparator(pattern, wildcard.start()) + 1 : pattern.length();
        List<Path> found = List.of(folder.resolve(pattern.substring(0, plain)));
        for (String part : SEPARATOR.split(pattern.substring(plain))) {
            List<Path> next = new ArrayList<>();
            for (Path above : found) {
                if (WILDCARD.matcher(part).find()) {
                    next.addAll(children(above, part));
                } else {
                    next.add(above.resolve(part));
                }
            }
            found = next;
        }
        return found.stream().filter(Files::exists).toList();
    }

    private static int lastSeparator(String pattern, int before) {
        Matcher separator = SEPARATOR.matcher(pattern).region(0, before);
        int last = -1;
        while (separator.find()) {
            last = separator.start();
        }
        return last;
    }

    private static List<Path> children(Path folder, String pattern) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        PathMatcher matcher = FileSystems.getDefault().getPathMatcher("glob:" + pattern);
        try (Stream<Path> all = Files.list(folder)) {
            return all.filter(child -> matcher.matches(child.getFileName()))
                    .filter(child -> !child.getFileName().toString().startsWith("."))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
