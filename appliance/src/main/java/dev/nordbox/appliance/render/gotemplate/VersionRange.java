package dev.nordbox.appliance.render.gotemplate;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import java.util.ArrayList;
import java.util.List;

/** What {@code semverCompare} compares with: {@code >=1.2.0 <2 || ^3.1}. */
final class VersionRange {
    private static final String VERSION =
            "v?([0-9|x|X|\\*]+)(\\.[0-9|x|X|\\*]+)?(\\.[0-9|x|X|\\*]+)?" + GoVersion.SUFFIXES;
    private static final String OPERATOR = "=||!=|>|<|>=|=>|<=|=<|~|~>|\\^";
    private static final String ONE = "(" + OPERATOR + ")\\s*(" + VERSION + ")";
    private static final Pattern SINGLE = Pattern.compile("^\\s*" + ONE + "\\s*$");
    private static final Pattern EACH = Pattern.compile(ONE);
    private static final Pattern ALL =
            Pattern.compile("^(\\s*" + ONE + "\\s*)((?:\\s+|,\\s*)" + ONE + "\\s*)*$");
    private static final Pattern HYPHEN =
            Pattern.compile("\\s*(" + VERSION + ")\\s+-\\s+(" + VERSION + ")\\s*");
    private static final int HYPHEN_END = 11;

    private final List<List<VersionBound>> alternatives;

    private VersionRange(List<List<VersionBound>> alternatives) {
        this.alternatives = alternatives;
    }

    static VersionRange parse(Meter meter, String text) {
        meter.steps(1 + text.length());
        List<List<VersionBound>> alternatives = new ArrayList<>();
        for (String alternative : withoutHyphens(text).split("\\|\\|", -1)) {
            if (!ALL.matcher(alternative).find()) {
                throw improper(alternative);
            }
            List<VersionBound> bounds = new ArrayList<>();
            Matcher each = EACH.matcher(alternative);
            while (each.find()) {
                bounds.add(bound(each.group()));
            }
            alternatives.add(bounds);
        }
        return new VersionRange(alternatives);
    }

    /** {@code 1.2 - 1.4} is from one to the other. */
    private static String withoutHyphens(String text) {
        String result = text;
        Matcher matcher = HYPHEN.matcher(text);
        while (matcher.find()) {
            String range = ">= " + matcher.group(1) + ", <= " + matcher.group(HYPHEN_END) + " ";
            int at = result.indexOf(matcher.group());
            result =
                    result.substring(0, at)
                            + range
                            + result.substring(at + matcher.group().length());
        }
        return result;
    }

    private static VersionBound bound(String text) {
        Matcher matcher = SINGLE.matcher(text);
        if (!matcher.find()) {
            throw improper(text);
        }
        String major = matcher.group(3);
        String minor = group(matcher, 4);
        String patch = group(matcher, 5);
        String prerelease = group(matcher, 6);
        String version = matcher.group(2);
        VersionBound.Open open = VersionBound.Open.NOTHING;
        if (isAny(major)) {
            version = "0.0.0" + prerelease;
            open = VersionBound.Open.MAJOR;
        } else if (isAny(minor)) {
            version = major + ".0.0" + prerelease;
            open = VersionBound.Open.MINOR;
        } else if (isAny(patch)) {
            version = major + minor + ".0" + prerelease;
            open = VersionBound.Open.PATCH;
        }
        try {
            return new VersionBound(matcher.group(1), GoVersion.parse(version), open);
        } catch (Failure e) {
            throw Failure.plain("constraint Parser Error");
        }
    }

    private static String group(Matcher matcher, int group) {
        return matcher.start(group) < 0 ? "" : matcher.group(group);
    }

    private static boolean isAny(String part) {
        String bare = part.startsWith(".") ? part.substring(1) : part;
        return bare.isEmpty() || bare.equals("x") || bare.equals("X") || bare.equals("*");
    }

    private static Failure improper(String text) {
        return Failure.revealing("improper constraint: " + text, "improper constraint");
    }

    boolean contains(GoVersion version) {
        return alternatives.stream()
                .anyMatch(bounds -> bounds.stream().allMatch(bound -> bound.admits(version)));
    }
}
