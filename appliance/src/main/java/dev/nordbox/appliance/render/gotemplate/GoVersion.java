package dev.nordbox.appliance.render.gotemplate;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * A semantic version, read leniently: {@code v1.2} is one.
 *
 * @param major unsigned, as minor and patch are
 */
record GoVersion(
        long major, long minor, long patch, String prerelease, String metadata, String original)
        implements GoObject {
    static final String SUFFIXES =
            "(-([0-9A-Za-z\\-]+(\\.[0-9A-Za-z\\-]+)*))?(\\+([0-9A-Za-z\\-]+(\\.[0-9A-Za-z\\-]+)*))?";

    private static final Pattern LENIENT =
            Pattern.compile("^v?([0-9]+)(\\.[0-9]+)?(\\.[0-9]+)?" + SUFFIXES + "$");
    private static final Set<String> ALL_METHODS =
            Set.of(
                    ("Compare Equal GreaterThan GreaterThanEqual IncMajor IncMinor IncPatch"
                                    + " LessThan LessThanEqual Major MarshalJSON MarshalText"
                                    + " Metadata Minor Original Patch Prerelease Scan"
                                    + " SetMetadata SetPrerelease String UnmarshalJSON"
                                    + " UnmarshalText Value")
                            .split(" "));

    static GoVersion parse(String text) {
        Matcher matcher = LENIENT.matcher(text);
        if (!matcher.find()) {
            throw Failure.plain("Invalid Semantic Version");
        }
        String prerelease = group(matcher, 5);
        boolean leadingZero =
                Arrays.stream(prerelease.split("\\.")).anyMatch(part -> part.matches("0[0-9]+"));
        long major = number(group(matcher, 1));
        long minor = number(group(matcher, 2));
        long patch = number(group(matcher, 3));
        if (leadingZero) {
            throw Failure.plain("Version segment starts with 0");
        }
        return new GoVersion(major, minor, patch, prerelease, group(matcher, 8), text);
    }

    private static String group(Matcher matcher, int group) {
        return matcher.start(group) < 0 ? "" : matcher.group(group);
    }

    private static long number(String text) {
        String digits = text.startsWith(".") ? text.substring(1) : text;
        if (digits.isEmpty()) {
            return 0;
        }
        OptionalLong number = GoNumbers.parseUnsigned(digits, 10);
        if (number.isEmpty()) {
            String where = "Error parsing version segment: strconv.ParseUint: parsing ";
            throw Failure.revealing(
                    where + Quoting.quote(digits) + ": value out of range",
                    "Error parsing version segment: value out of range");
        }
        return number.getAsLong();
    }

    int compareTo(GoVersion other) {
        int order = Long.compareUnsigned(major, other.major);
        order = order != 0 ? order : Long.compareUnsigned(minor, other.minor);
        order = order != 0 ? order : Long.compareUnsigned(patch, other.patch);
        if (order != 0 || prerelease.equals(other.prerelease)) {
            return order;
        }
        if (prerelease.isEmpty() || other.prerelease.isEmpty()) {
            return prerelease.isEmpty() ? 1 : -1;
        }
        return comparePrereleases(prerelease, other.prerelease);
    }

    static int comparePrereleases(String left, String right) {
        String[] lefts = left.split("\\.", -1);
        String[] rights = right.split("\\.", -1);
        for (int i = 0; i < Math.max(lefts.length, rights.length); i++) {
            String a = i < lefts.length ? lefts[i] : "";
            String b = i < rights.length ? rights[i] : "";
            if (!a.equals(b)) {
                return compareParts(a, b);
            }
        }
        return 0;
    }

    /** Numbers by size and before words; fewer parts first. */
    private static int compareParts(String a, String b) {
        if (a.isEmpty() || b.isEmpty()) {
            return a.isEmpty() ? -1 : 1;
        }
        OptionalLong x = GoNumbers.parseUnsigned(a, 10);
        OptionalLong y = GoNumbers.parseUnsigned(b, 10);
        if (x.isPresent() && y.isPresent()) {
            return Long.compareUnsigned(x.getAsLong(), y.getAsLong()) > 0 ? 1 : -1;
        }
        if (x.isEmpty() && y.isEmpty()) {
            return a.compareTo(b) > 0 ? 1 : -1;
        }
        return x.isPresent() ? -1 : 1;
    }

    @Override
    public String type() {
        return "*semver.Version";
    }

    @Override
    public String kind() {
        return "ptr";
    }

    @Override
    public String printed() {
        return Long.toUnsignedString(major)
                + "."
                + Long.toUnsignedString(minor)
                + "."
                + Long.toUnsignedString(patch)
                + (prerelease.isEmpty() ? "" : "-" + prerelease)
                + (metadata.isEmpty() ? "" : "+" + metadata);
    }

    @Override
    public boolean hasMethod(String name) {
        return ALL_METHODS.contains(name);
    }

    @Override
    public Optional<Function> method(String name) {
        if (name.equals("Compare")) {
            Function.Body compare = (scope, args) -> compared(args.any(0));
            return Optional.of(Function.of(name, "any", compare));
        }
        Object value =
                switch (name) {
                    case "Major" -> new GoInt(GoInt.Kind.UINT64, major);
                    case "Minor" -> new GoInt(GoInt.Kind.UINT64, minor);
                    case "Patch" -> new GoInt(GoInt.Kind.UINT64, patch);
                    case "Prerelease" -> prerelease;
                    case "Metadata" -> metadata;
                    case "Original" -> original;
                    case "String" -> printed();
                    default -> GoNil.MISSING;
                };
        return value == GoNil.MISSING
                ? Optional.empty()
                : Optional.of(Function.of(name, "", (scope, args) -> value));
    }

    private Object compared(Object other) {
        if (other instanceof GoVersion version) {
            return GoInt.of(compareTo(version));
        }
        throw Failure.plain("Compare takes a version");
    }
}
