package dev.nordbox.installer.config;

import dev.nordbox.installer.config.Setting.Fields;
import dev.nordbox.installer.file.Reason;
import dev.nordbox.installer.problem.ExitCode;
import dev.nordbox.installer.problem.Problem;
import dev.nordbox.installer.problem.ProblemException;
import dev.nordbox.installer.profile.Profile;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.function.Consumer;

/**
 * Reads what a person says about a box: built-in defaults, then the profile, then {@code
 * nordbox.yaml}, then flags. Strict, and all problems are told at once.
 */
public final class BoxConfigReader {
    private final Profiles profiles;
    private final Path home;
    private final Clock clock;
    private final Earlier earlier;
    private final Optional<Consumer<Problem>> over;

    /**
     * @param home what {@code ~} in a file name means
     */
    public BoxConfigReader(Path home) {
        this(home, Clock.systemUTC());
    }

    /**
     * @param clock tells which waivers are over
     */
    public BoxConfigReader(Path home, Clock clock) {
        this(home, clock, BoxConfigReader.class.getClassLoader());
    }

    /**
     * @param resources where the profiles are
     */
    BoxConfigReader(Path home, Clock clock, ClassLoader resources) {
        this(home, clock, new Profiles(resources), Earlier.NOTHING, Optional.empty());
    }

    private BoxConfigReader(
            Path home,
            Clock clock,
            Profiles profiles,
            Earlier earlier,
            Optional<Consumer<Problem>> over) {
        this.over = over;
        this.profiles = profiles;
        this.home = home;
        this.clock = clock;
        this.earlier = earlier;
    }

    /** The same for a box that comes back from somewhere. */
    public BoxConfigReader after(Earlier before) {
        return new BoxConfigReader(home, clock, profiles, before, over);
    }

    /**
     * The same for what must go on whatever the day is: a waiver that is over counts no more, and
     * is told in place of being refused.
     */
    public BoxConfigReader telling(Consumer<Problem> ofWhatIsOver) {
        return new BoxConfigReader(home, clock, profiles, earlier, Optional.of(ofWhatIsOver));
    }

    private Problems problems() {
        return over.map(Problems::new).orElseGet(Problems::new);
    }

    /** The profiles that came with this program, with their own parameters only; by name. */
    public SortedSet<String> profiles() {
        return profiles.names();
    }

    /** Countries that a profile has an overlay for: {@code NO}. */
    public List<String> countries(String profile) {
        return profiles.names(profile, "overlays", ".yaml").stream()
                .map(code -> code.toUpperCase(Locale.ROOT))
                .toList();
    }

    /**
     * A profile by itself, as {@code --profile} names it.
     *
     * @throws ProblemException CONFIG_INVALID when it is not there or not valid
     */
    public Profile profile(String id) throws ProblemException {
        return profile(id, new Flags().fields(), problems());
    }

    /** The same with what a nordbox.yaml says of it; nothing else there is looked at. */
    public Profile profile(String id, Path file) throws ProblemException {
        Problems problems = problems();
        return profile(id, parse(file.toString(), text(file), folder(file), problems), problems);
    }

    /** The host that a nordbox.yaml is about; empty when it names none, or cannot be read. */
    public static Optional<String> hostOf(Path file) {
        try {
            Problems nobodys = new Problems();
            Fields said = parse(file.toString(), text(file), folder(file), nobodys);
            return new Section(said, "", nobodys).section("ssh").text("host", Format.ANY);
        } catch (ProblemException e) {
            return Optional.empty(); // whoever reads the settings tells why
        }
    }

    /** Of {@code [user@]address[:port]}. */
    public static String addressOf(String host) {
        return NetworkFormats.addressOf(host);
    }

    /** What a nordbox.yaml says of sealing; nothing else there is looked at. */
    public SealingConfig sealing(Path file) throws ProblemException {
        Problems problems = new Problems();
        Fields said = parse(file.toString(), text(file), folder(file), problems);
        SealingConfig sealing =
                SealingConfig.of(
                        new Section(said, "", problems).section("sealing"), clock.instant());
        problems.throwIfAny();
        return sealing;
    }

    /** What a nordbox.yaml says of namespaces; nothing else there is looked at. */
    public List<BoxConfig.NamespaceConfig> namespaces(Path file) throws ProblemException {
        Problems problems = new Problems();
        Fields said = parse(file.toString(), text(file), folder(file), problems);
        List<BoxConfig.NamespaceConfig> namespaces =
                new Section(said, "", problems)
                        .sections("namespaces").stream()
                                .map(each -> new NamespaceDecoder(each, problems).namespace())
                                .toList();
        problems.throwIfAny();
        return namespaces;
    }

    /** What a nordbox.yaml says of kits; nothing else there is looked at. */
    public Optional<BackupConfig> backup(Path file) throws ProblemException {
        Problems problems = new Problems();
        Section said =
                new Section(
                        parse(file.toString(), text(file), folder(file), problems), "", problems);
        Optional<BackupConfig> backup =
                said.has("backup")
                        ? new BackupDecoder(said.section("backup"), problems, home).backup()
                        : Optional.empty();
        problems.throwIfAny();
        return backup;
    }

    private Profile profile(String id, Fields said, Problems problems) throws ProblemException {
        Flags named = new Flags().with("profile", "--profile", Optional.of(id));
        Fields own = ProfileReader.writtenOut(said).under(ProfileReader.writtenOut(named.fields()));
        Optional<ProfileReader.Resolved> resolved = reader(problems).read(own);
        problems.throwIfAny();
        return resolved.orElseThrow().profile();
    }

    private ProfileReader reader(Problems problems) {
        return new ProfileReader(
                profiles, problems, LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC), home);
    }

    /**
     * @throws ProblemException {@link ExitCode#USAGE} when only the host or the repository is
     *     missing, else {@link ExitCode#CONFIG_INVALID}
     */
    public BoxConfig read(Optional<Path> file, Flags flags) throws ProblemException {
        Problems problems = problems();
        BoxConfig config = decoder(file, flags, problems).box(true);
        problems.throwIfAny();
        return config;
    }

    /** The same for what needs no repository: its URL is {@code ""} when nobody named one. */
    public BoxConfig readWithoutRepository(Optional<Path> file, Flags flags)
            throws ProblemException {
        Problems problems = problems();
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

    /**
     * Every setting as it counts, with where it was said. A host or repository may be missing.
     *
     * @throws ProblemException CONFIG_INVALID as for {@link #read}
     */
    public List<EffectiveSetting> effective(Optional<Path> file, Flags flags)
            throws ProblemException {
        Problems problems = problems();
        Merged merged = merged(file, flags, problems);
        BoxConfig config = decoder(merged, problems).box(false);
        if (problems.ofWhatWasSaid()) {
            problems.throwIfAny();
        }
        List<EffectiveSetting> all = new ArrayList<>(EffectiveSetting.in(merged.settings));
        if (!merged.settings.byKey().containsKey("name") && !config.name().isEmpty()) {
            all.add(new EffectiveSetting("name", config.name(), Location.BUILT_IN, false));
        }
        return all;
    }

    private BoxDecoder decoder(Optional<Path> file, Flags flags, Problems problems)
            throws ProblemException {
        return decoder(merged(file, flags, problems), problems);
    }

    private BoxDecoder decoder(Merged merged, Problems problems) {
        return new BoxDecoder(
                new Section(merged.settings, "", problems),
                merged.profile,
                problems,
                home,
                SettingsText.of(merged.own),
                clock.instant());
    }

    /** All layers in one, with the profile that is one of them. */
    private record Merged(Fields settings, Optional<Profile> profile, Fields own) {}

    private Merged merged(Optional<Path> file, Flags flags, Problems problems)
            throws ProblemException {
        Fields builtIn = parse(Location.BUILT_IN, resource(), Path.of(""), problems);
        Fields said = new Flags().fields();
        if (file.isPresent()) {
            Path named = file.get();
            said = parse(named.toString(), text(named), folder(named), problems);
            checkHeader(said, problems);
        } else if (earlier.document().isPresent()) {
            said =
                    earlier.still(
                            parse(
                                    earlier.source(),
                                    earlier.document().get(),
                                    Path.of(""),
                                    problems));
        }
        said = earlier.settings().fields().under(said);
        Fields own = ProfileReader.writtenOut(said).under(ProfileReader.writtenOut(flags.fields()));
        Optional<ProfileReader.Resolved> resolved = reader(problems).read(own);
        Fields below =
                resolved.map(ProfileReader.Resolved::box)
                        .orElse(new Fields(Map.of(), own.location()));
        Fields settings = builtIn.under(below).under(own);
        return new Merged(settings, resolved.map(ProfileReader.Resolved::profile), own);
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
                                    ? "cannot be read: " + Reason.of(e)
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
