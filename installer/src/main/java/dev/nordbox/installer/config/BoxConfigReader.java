package dev.nordbox.installer.config;

import dev.nordbox.installer.config.Setting.Fields;
import dev.nordbox.installer.problem.ExitCode;
import dev.nordbox.installer.problem.Problem;
import dev.nordbox.installer.problem.ProblemException;
import dev.nordbox.templates.DidYouMean;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * Reads what a person says about a box: built-in defaults, then the profile, then {@code
 * nordbox.yaml}, then flags. Strict, and all problems are told at once.
 */
public final class BoxConfigReader {
    private final Profiles profiles;
    private final Path home;

    /**
     * @param home what {@code ~} in a file name means
     */
    public BoxConfigReader(Path home) {
        this.profiles = new Profiles(BoxConfigReader.class.getClassLoader());
        this.home = home;
    }

    /**
     * @throws ProblemException {@link ExitCode#USAGE} when only the host or the repository is
     *     missing, else {@link ExitCode#CONFIG_INVALID}
     */
    public BoxConfig read(Optional<Path> file, Flags flags) throws ProblemException {
        Problems problems = new Problems();
        BoxConfig config = decoder(file, flags, problems).box(true);
        problems.throwIfAny();
        return config;
    }

    /** The same for what needs no repository: its URL is {@code ""} when nobody named one. */
    public BoxConfig readWithoutRepository(Optional<Path> file, Flags flags)
            throws ProblemException {
        Problems problems = new Problems();
        BoxConfig config = decoder(file, flags, problems).box(false);
        problems.throwIfAny();
        return config;
    }

    /** The k3s that is installed when nobody says another. */
    public static String defaultK3sVersion() {
        Problems none = new Problems();
        return new Section(parse(Location.BUILT_IN, resource(), Path.of(""), none), "", none)
                .section("k3s")
                .text("version", Format.ANY)
                .orElseThrow();
    }

    private BoxDecoder decoder(Optional<Path> file, Flags flags, Problems problems)
            throws ProblemException {
        Fields builtIn = parse(Location.BUILT_IN, resource(), Path.of(""), problems);
        Fields said = new Fields(Map.of(), builtIn.location());
        if (file.isPresent()) {
            said = parse(file.get().toString(), text(file.get()), folder(file.get()), problems);
            checkHeader(said, problems);
        }
        Fields own = said.under(flags.fields());
        Fields settings = builtIn.under(profile(own, problems)).under(own);
        return new BoxDecoder(new Section(settings, "", problems), problems, home);
    }

    private Fields profile(Fields own, Problems problems) {
        Section section = new Section(own, "", problems);
        Fields none = new Fields(Map.of(), own.location());
        if (!(own.byKey().containsKey("profile")
                && own.byKey().get("profile").value() instanceof Setting.Scalar said)) {
            return none;
        }
        Optional<String> text = profiles.text(said.text());
        if (text.isEmpty()) {
            problems.add(
                    section.location("profile"),
                    "there is no profile \"" + said.text() + "\"",
                    DidYouMean.orElse(
                            said.text(),
                            profiles.names(),
                            "there are: " + String.join(", ", profiles.names())));
            return none;
        }
        return parse(Location.PROFILE + said.text(), text.get(), Path.of(""), problems);
    }

    private static void checkHeader(Fields file, Problems problems) {
        Section section = new Section(file, "", problems);
        if (!section.has("apiVersion") || !section.has("kind")) {
            problems.add(
                    file.location(),
                    "no apiVersion and kind",
                    "begin the file with `apiVersion: %s` and `kind: %s`"
                            .formatted(BoxDecoder.API_VERSION, BoxDecoder.KIND));
        }
    }

    private static Fields parse(String source, String text, Path base, Problems problems) {
        return new YamlDocument(source, base, problems).parse(text);
    }

    private static Path folder(Path file) {
        return Optional.ofNullable(file.toAbsolutePath().getParent()).orElse(Path.of("/"));
    }

    private static String text(Path file) throws ProblemException {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new ProblemException(
                    ExitCode.CONFIG_INVALID,
                    new Problem(
                            Files.exists(file)
                                    ? "cannot be read as UTF-8 text"
                                    : "there is no such file",
                            file.toString(),
                            "check --config"),
                    e);
        }
    }

    private static String resource() {
        try (InputStream in = BoxConfigReader.class.getResourceAsStream("/nordbox/defaults.yaml")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
