package dev.nordbox.templates;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The user's directory of templates, read once: each file takes the place of ours with the same
 * path, or lies below {@link #ADDED} and adds something. Hidden files are left alone; any other
 * file is a problem, since it is most often a misspelt one.
 */
final class UserTemplates {
    /** Here lies what takes no template's place, by what it becomes: {@code own/host/etc/…}. */
    static final String ADDED = "own/";

    private static final Pattern PLACE = Pattern.compile("own/(cluster|host)/.+");

    private final Path directory;
    private final SortedMap<String, String> sources = new TreeMap<>();
    private final List<TemplateProblem> problems = new ArrayList<>();

    UserTemplates(Path directory, SortedSet<String> bundled) {
        this.directory = directory;
        try (Stream<Path> files = Files.walk(directory)) {
            files.filter(file -> !Files.isDirectory(file))
                    .filter(file -> !hidden(directory.relativize(file)))
                    .sorted()
                    .forEach(file -> read(file, bundled));
        } catch (IOException | java.io.UncheckedIOException e) {
            problems.add(
                    new TemplateProblem(
                            directory.toString(),
                            "cannot be read as a directory of templates",
                            "name a readable directory in `templates`"));
        }
    }

    Map<String, String> sources() {
        return sources;
    }

    List<TemplateProblem> problems() {
        return problems;
    }

    Path file(String path) {
        return directory.resolve(path);
    }

    private static boolean hidden(Path relative) {
        for (Path name : relative) {
            if (name.toString().startsWith(".")) {
                return true;
            }
        }
        return false;
    }

    /** What is rendered beside what is taken as it is. */
    private static String other(String path) {
        return path.endsWith(BundledTemplates.SUFFIX)
                ? path.substring(0, path.length() - BundledTemplates.SUFFIX.length())
                : path + BundledTemplates.SUFFIX;
    }

    private void read(Path file, SortedSet<String> bundled) {
        String path = directory.relativize(file).toString().replace('\\', '/');
        if (!bundled.contains(path) && !PLACE.matcher(path).matches()) {
            problems.add(
                    new TemplateProblem(
                            file.toString(),
                            "overrides no template of nordbox",
                            DidYouMean.orElse(
                                    path,
                                    bundled,
                                    "move it away, put it below own/cluster/ or own/host/ if it adds"
                                            + " something, or give it the path of one of: "
                                            + String.join(", ", bundled))));
            return;
        }
        try {
            if (path.startsWith(ADDED) && sources.containsKey(other(path))) {
                problems.add(
                        new TemplateProblem(
                                file.toString(),
                                "becomes the same as " + file(other(path)),
                                "keep one of them"));
                return;
            }
            // Files.readString would do, but its exception names neither file nor encoding.
            ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file));
            sources.put(path, StandardCharsets.UTF_8.newDecoder().decode(bytes).toString());
        } catch (CharacterCodingException e) {
            problems.add(new TemplateProblem(file.toString(), "is not UTF-8", "save it as UTF-8"));
        } catch (IOException e) {
            problems.add(
                    new TemplateProblem(
                            file.toString(), "cannot be read", "check that it is a readable file"));
        }
    }
}
