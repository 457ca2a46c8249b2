package dev.nordbox.installer.steps;

import dev.nordbox.installer.config.BoxConfig;
import dev.nordbox.installer.facts.HostFacts;
import dev.nordbox.installer.kit.Kit;
import dev.nordbox.installer.problem.ExitCode;
import dev.nordbox.installer.problem.Problem;
import dev.nordbox.installer.problem.ProblemException;
import java.util.Comparator;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A version as k3s writes it, {@code v1.36.4+k3s1}, and the way from one to another: a minor
 * release at a time, never back.
 *
 * @see <a href="https://kubernetes.io/releases/version-skew-policy/">Kubernetes' own rule</a>
 */
public record K3sVersion(String text, int major, int minor, int patch, int build)
        implements Comparable<K3sVersion> {
    /** For whoever wants an older one. */
    static final String WAY_BACK = "the way back is a kit from before, on a fresh host";

    private static final String FIELD = "k3s.version";
    private static final Pattern FORM =
            Pattern.compile(
                    "v(\\d{1,4})\\.(\\d{1,4})\\.(\\d{1,4})(?:-[^+]*)?(?:\\+k3s(\\d{1,4}))?");
    private static final Comparator<K3sVersion> ORDER =
            Comparator.comparingInt(K3sVersion::major)
                    .thenComparingInt(K3sVersion::minor)
                    .thenComparingInt(K3sVersion::patch)
                    .thenComparingInt(K3sVersion::build);

    /** Empty for a build of somebody's own that counts otherwise. */
    static Optional<K3sVersion> parse(String text) {
        Matcher form = FORM.matcher(text);
        if (!form.matches()) {
            return Optional.empty();
        }
        int build = form.group(4) == null ? 0 : Integer.parseInt(form.group(4));
        return Optional.of(
                new K3sVersion(
                        text,
                        Integer.parseInt(form.group(1)),
                        Integer.parseInt(form.group(2)),
                        Integer.parseInt(form.group(3)),
                        build));
    }

    @Override
    public int compareTo(K3sVersion other) {
        return ORDER.compare(this, other);
    }

    /**
     * The configuration with the version that this host shall have. What is installed stays: {@code
     * up} has no way back from another one, {@code upgrade} has.
     *
     * @param told what stays though there is a newer one
     * @throws ProblemException CONFIG_INVALID when the version that was named is no way on from the
     *     one that is installed
     */
    public static BoxConfig settled(BoxConfig config, HostFacts facts, Consumer<Problem> told)
            throws ProblemException {
        Optional<K3sVersion> there =
                facts.k3s().ours()
                        ? facts.k3s().version().flatMap(K3sVersion::parse)
                        : Optional.empty();
        Optional<K3sVersion> wanted = parse(config.k3s().version());
        if (there.isEmpty() || wanted.isEmpty() || there.equals(wanted)) {
            return config;
        }
        K3sVersion from = there.get();
        K3sVersion to = wanted.get();
        if (config.k3s().chosen()) {
            refuse(from, to);
        }
        if (to.compareTo(from) > 0) {
            told.accept(
                    new Problem(
                            "k3s stays at %s; %s %s"
                                    .formatted(
                                            from.text,
                                            config.k3s().chosen()
                                                    ? "your settings name"
                                                    : "this nordbox would install",
                                            to.text),
                            FIELD,
                            from.isNextTo(to)
                                    ? "`upgrade` takes it there, and back if that fails"
                                    : "`upgrade --k3s …` takes it there, one minor release at a time,"
                                            + " first to a v%d.%d"
                                                    .formatted(from.major, from.minor + 1)));
        }
        return config.with(config.k3s().ofVersion(from.text));
    }

    /**
     * The configuration with the version that a kit is restored with: the one that wrote it, unless
     * a person named one that can open it.
     *
     * @throws ProblemException KIT_UNUSABLE when it cannot
     */
    public static BoxConfig restored(BoxConfig config, Kit kit) throws ProblemException {
        Optional<K3sVersion> saved = parse(kit.manifest().k3s());
        Optional<K3sVersion> wanted = parse(config.k3s().version());
        if (!config.k3s().chosen() && saved.isPresent()) {
            return config.with(config.k3s().ofVersion(saved.get().text));
        }
        if (saved.isPresent() && wanted.isPresent() && !saved.get().opens(wanted.get())) {
            throw Restoration.otherVersion(saved.get(), wanted.get(), FIELD);
        }
        return config;
    }

    /** Whether another version can go on with what this one has written. */
    boolean opens(K3sVersion other) {
        return other.compareTo(this) >= 0 && isNextTo(other);
    }

    boolean isNextTo(K3sVersion to) {
        return major == to.major && to.minor - minor <= 1;
    }

    /** As far as both are known. */
    static boolean isOlder(String text, String than) {
        Optional<K3sVersion> one = parse(text);
        Optional<K3sVersion> other = parse(than);
        return one.isPresent() && other.isPresent() && one.get().compareTo(other.get()) < 0;
    }

    /** Why there is no way back to this one. */
    String cannotFollow(K3sVersion there) {
        return "k3s %s is on this host, and %s is older: it could not open what the newer one has"
                        .formatted(there.text, text)
                + " written";
    }

    private static void refuse(K3sVersion from, K3sVersion to) throws ProblemException {
        if (to.compareTo(from) < 0) {
            throw new ProblemException(
                    ExitCode.CONFIG_INVALID,
                    new Problem(
                            to.cannotFollow(from),
                            FIELD,
                            "name %s or a newer one; %s".formatted(from.text, WAY_BACK)));
        }
        if (!from.isNextTo(to)) {
            throw new ProblemException(
                    ExitCode.CONFIG_INVALID,
                    new Problem(
                            "from k3s %s to %s minor releases would be left out"
                                    .formatted(from.text, to.text),
                            FIELD,
                            "upgrade one minor release at a time: name a v%d.%d, run `upgrade`, then"
                                            .formatted(from.major, from.minor + 1)
                                    + " the next"));
        }
    }
}
