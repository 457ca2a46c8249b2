package dev.nordbox.appliance.git;

import dev.nordbox.appliance.git.TargetRevision.RemoteRef;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A range of semantic versions in the notation of Masterminds/semver, which Argo CD uses: {@code
 * 1.*}, {@code >=1.2 <2}, {@code ~1.2.3}, {@code ^1.2}, {@code 1.0 - 1.4}, alternatives with {@code
 * ||}. A plain version is not a range: it names one tag. Pre-releases match only where the range
 * names one.
 */
final class VersionRange {

    private static final String NUMBER = "(?:0|[1-9][0-9]*|[xX*])";
    private static final String VERSION =
            "v?(?<major>"
                    + NUMBER
                    + ")(?:\\.(?<minor>"
                    + NUMBER
                    + "))?(?:\\.(?<patch>"
                    + NUMBER
                    + "))?(?:-(?<pre>[0-9A-Za-z.-]+))?(?:\\+[0-9A-Za-z.-]+)?";
    private static final Pattern TERM =
            Pattern.compile("(?<operator>=|==|!=|>|<|>=|=>|<=|=<|~|~>|\\^)?\\s*" + VERSION);
    private static final Pattern TERMS =
            Pattern.compile(
                    "\\G[\\s,]*(" + TERM.pattern().replaceAll("\\?<[a-z]+>", "") + ")(?=[\\s,]|$)");
    private static final Pattern HYPHEN = Pattern.compile("(\\S+)\\s+-\\s+(\\S+)");

    private final List<List<Bound>> alternatives;

    private VersionRange(List<List<Bound>> alternatives) {
        this.alternatives = alternatives;
    }

    /** Empty when the text is a plain version, or no range at all. */
    static Optional<VersionRange> parse(String text) {
        if (SemanticVersion.parse(text).isPresent()) {
            return Optional.empty();
        }
        List<List<Bound>> alternatives = new ArrayList<>();
        for (String alternative : text.split("\\|\\|", -1)) {
            Optional<List<Bound>> bounds = bounds(alternative.strip());
            if (bounds.isEmpty()) {
                return Optional.empty();
            }
            alternatives.add(bounds.get());
        }
        return Optional.of(new VersionRange(List.copyOf(alternatives)));
    }

    /**
     * The tag with the highest version inside the range.
     *
     * @param before what a name begins with that counts, and that is no part of its version
     */
    Optional<RemoteRef> highest(String before, List<RemoteRef> refs) {
        record Tagged(SemanticVersion version, RemoteRef ref) {}
        return refs.stream()
                .filter(ref -> ref.name().startsWith(before))
                .flatMap(
                        ref ->
                                SemanticVersion.parse(ref.name().substring(before.length()))
                                        .map(version -> new Tagged(version, ref))
                                        .stream())
                .filter(tagged -> holds(tagged.version()))
                .max(Comparator.comparing(Tagged::version))
                .map(Tagged::ref);
    }

    boolean holds(SemanticVersion version) {
        return alternatives.stream()
                .anyMatch(bounds -> bounds.stream().allMatch(bound -> bound.admits(version)));
    }

    private static Optional<List<Bound>> bounds(String text) {
        Matcher hyphen = HYPHEN.matcher(text);
        String plain = hyphen.matches() ? ">=" + hyphen.group(1) + " <=" + hyphen.group(2) : text;
        List<Bound> bounds = new ArrayList<>();
        Matcher terms = TERMS.matcher(plain);
        int end = 0;
        while (terms.find()) {
            Matcher term = TERM.matcher(terms.group(1));
            if (!term.matches()) {
                return Optional.empty();
            }
            bounds.add(bound(term));
            end = terms.end();
        }
        return bounds.isEmpty() || !plain.substring(end).isBlank()
                ? Optional.empty()
                : Optional.of(bounds);
    }

    private static Bound bound(Matcher term) {
        Optional<Long> major = number(term.group("major"));
        Optional<Long> minor = major.flatMap(m -> number(term.group("minor")));
        Optional<Long> patch = minor.flatMap(m -> number(term.group("patch")));
        String pre = term.group("pre") == null ? "" : term.group("pre");
        SemanticVersion low =
                new SemanticVersion(major.orElse(0L), minor.orElse(0L), patch.orElse(0L), pre);
        // The first version above everything that the written digits stand for.
        SemanticVersion above =
                major.isEmpty()
                        ? SemanticVersion.BEYOND_ALL
                        : minor.isEmpty()
                                ? low.nextMajor()
                                : patch.isEmpty() ? low.nextMinor() : low.nextPatch();
        boolean whole = patch.isPresent();
        String operator = term.group("operator") == null ? "" : term.group("operator");
        boolean namesPre = !pre.isEmpty();
        return switch (operator) {
            case ">" ->
                    new Bound(whole ? low : above, !whole, SemanticVersion.BEYOND_ALL, namesPre);
            case ">=", "=>" -> new Bound(low, true, SemanticVersion.BEYOND_ALL, namesPre);
            case "<" -> new Bound(SemanticVersion.ZERO, true, low, namesPre);
            case "<=", "=<" ->
                    whole
                            ? new Bound(SemanticVersion.ZERO, true, low, namesPre).withUpper()
                            : new Bound(SemanticVersion.ZERO, true, above, namesPre);
            case "~", "~>" ->
                    new Bound(
                            low,
                            true,
                            major.isEmpty() || minor.isEmpty() ? above : low.nextMinor(),
                            namesPre);
            case "^" -> new Bound(low, true, caret(low, major, minor, patch, above), namesPre);
            case "!=" ->
                    whole
                            ? new Bound(low, true, low, namesPre).withUpper().negated()
                            : new Bound(low, true, above, namesPre).negated();
            default ->
                    whole
                            ? new Bound(low, true, low, namesPre).withUpper()
                            : new Bound(low, true, above, namesPre);
        };
    }

    /** {@code ^} keeps the leftmost number that is not zero. */
    private static SemanticVersion caret(
            SemanticVersion low,
            Optional<Long> major,
            Optional<Long> minor,
            Optional<Long> patch,
            SemanticVersion above) {
        if (major.isEmpty() || low.major() > 0 || minor.isEmpty()) {
            return major.isEmpty() ? above : low.nextMajor();
        }
        if (low.minor() > 0 || patch.isEmpty()) {
            return low.nextMinor();
        }
        return low.nextPatch();
    }

    private static Optional<Long> number(@Nullable String digits) {
        return digits == null || !Character.isDigit(digits.charAt(0))
                ? Optional.empty()
                : Optional.of(Long.parseLong(digits));
    }

    /** From {@code low} to {@code high}, or everything but that. */
    private record Bound(
            SemanticVersion low,
            boolean lowIncluded,
            SemanticVersion high,
            boolean highIncluded,
            boolean outside,
            boolean namesPrerelease) {

        Bound(SemanticVersion low, boolean lowIncluded, SemanticVersion high, boolean namesPre) {
            this(low, lowIncluded, high, false, false, namesPre);
        }

        Bound withUpper() {
            return new Bound(low, lowIncluded, high, true, outside, namesPrerelease);
        }

        Bound negated() {
            return new Bound(low, lowIncluded, high, highIncluded, true, namesPrerelease);
        }

        boolean admits(SemanticVersion version) {
            if (!version.prerelease().isEmpty() && !namesPrerelease) {
                return false;
            }
            int fromLow = version.compareTo(low);
            int fromHigh = version.compareTo(high);
            boolean inside =
                    (fromLow > 0 || fromLow == 0 && lowIncluded)
                            && (fromHigh < 0 || fromHigh == 0 && highIncluded);
            return inside != outside;
        }
    }
}
