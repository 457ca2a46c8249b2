package dev.nordbox.appliance.git;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A version as tags carry it, with or without {@code v}, missing numbers read as 0. Ordered as
 * semver.org says; build metadata is not kept.
 */
record SemanticVersion(long major, long minor, long patch, String prerelease)
        implements Comparable<SemanticVersion> {

    static final SemanticVersion ZERO = new SemanticVersion(0, 0, 0, "0");
    static final SemanticVersion BEYOND_ALL = new SemanticVersion(Long.MAX_VALUE, 0, 0, "");

    private static final Pattern FORM =
            Pattern.compile(
                    "v?([0-9]{1,18})(?:\\.([0-9]{1,18}))?(?:\\.([0-9]{1,18}))?"
                            + "(?:-([0-9A-Za-z-]+(?:\\.[0-9A-Za-z-]+)*))?(?:\\+[0-9A-Za-z.-]+)?");

    static Optional<SemanticVersion> parse(String text) {
        Matcher form = FORM.matcher(text);
        if (!form.matches()) {
            return Optional.empty();
        }
        return Optional.of(
                new SemanticVersion(
                        number(form.group(1)),
                        number(form.group(2)),
                        number(form.group(3)),
                        form.group(4) == null ? "" : form.group(4)));
    }

    /** The lowest version of the next major, below even its pre-releases. */
    SemanticVersion nextMajor() {
        return new SemanticVersion(major + 1, 0, 0, "0");
    }

    SemanticVersion nextMinor() {
        return new SemanticVersion(major, minor + 1, 0, "0");
    }

    SemanticVersion nextPatch() {
        return new SemanticVersion(major, minor, patch + 1, "0");
    }

    @Override
    public int compareTo(SemanticVersion other) {
        int order = Long.compare(major, other.major);
        order = order != 0 ? order : Long.compare(minor, other.minor);
        order = order != 0 ? order : Long.compare(patch, other.patch);
        return order != 0 ? order : comparePrerelease(prerelease, other.prerelease);
    }

    private static int comparePrerelease(String one, String other) {
        if (one.isEmpty() || other.isEmpty()) {
            // A release stands above its pre-releases.
            return Boolean.compare(one.isEmpty(), other.isEmpty());
        }
        String[] ours = one.split("\\.");
        String[] theirs = other.split("\\.");
        for (int i = 0; i < Math.min(ours.length, theirs.length); i++) {
            int order = compareIdentifier(ours[i], theirs[i]);
            if (order != 0) {
                return order;
            }
        }
        return Integer.compare(ours.length, theirs.length);
    }

    private static int compareIdentifier(String one, String other) {
        boolean ours = isNumber(one);
        boolean theirs = isNumber(other);
        if (ours && theirs) {
            return Long.compare(Long.parseLong(one), Long.parseLong(other));
        }
        // Numbers stand below words.
        return ours == theirs ? one.compareTo(other) : Boolean.compare(theirs, ours);
    }

    private static boolean isNumber(String identifier) {
        return identifier.length() <= 18 && identifier.chars().allMatch(Character::isDigit);
    }

    private static long number(@Nullable String digits) {
        return digits == null ? 0 : Long.parseLong(digits);
    }
}
