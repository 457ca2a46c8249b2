package dev.nordbox.appliance.render.gotemplate;

/**
 * One bound of a range.
 *
 * @param version with zeros where the bound is open
 */
record VersionBound(String operator, GoVersion version, Open open) {
    /** The part that is an x, a star or left out, and with it those behind it. */
    enum Open {
        NOTHING,
        MAJOR,
        MINOR,
        PATCH
    }

    /** A prerelease is only ever let in by a bound that has one itself. */
    boolean admits(GoVersion v) {
        boolean hidden = !v.prerelease().isEmpty() && version.prerelease().isEmpty();
        if (operator.equals("!=")) {
            return isDirty() ? !hidden && differs(v) : v.compareTo(version) != 0;
        }
        if (hidden) {
            return false;
        }
        int order = v.compareTo(version);
        return switch (operator) {
            case ">" -> isDirty() ? isAbove(v, order) : order > 0;
            case "<" -> order < 0;
            case ">=", "=>" -> order >= 0;
            case "<=", "=<" -> isDirty() ? isNotAbove(v) : order <= 0;
            case "~", "~>" -> order >= 0 && isNear(v);
            case "^" -> order >= 0 && isCompatible(v);
            default -> isDirty() ? order >= 0 && isNear(v) : order == 0;
        };
    }

    private boolean isDirty() {
        return open != Open.NOTHING;
    }

    private boolean sameMajor(GoVersion v) {
        return v.major() == version.major();
    }

    private boolean sameMinor(GoVersion v) {
        return v.minor() == version.minor();
    }

    private boolean differs(GoVersion v) {
        if (!sameMajor(v)) {
            return true;
        }
        if (!sameMinor(v) && open != Open.MINOR) {
            return true;
        }
        if (open == Open.MINOR) {
            return false;
        }
        if (v.patch() != version.patch() && open != Open.PATCH) {
            return true;
        }
        if (open != Open.PATCH) {
            return v.compareTo(version) != 0;
        }
        boolean prereleases = !v.prerelease().isEmpty() || !version.prerelease().isEmpty();
        return prereleases
                && GoVersion.comparePrereleases(v.prerelease(), version.prerelease()) != 0;
    }

    private boolean isAbove(GoVersion v, int order) {
        int major = Long.compareUnsigned(v.major(), version.major());
        if (major != 0 || open == Open.MINOR) {
            return major > 0;
        }
        return open == Open.PATCH
                ? Long.compareUnsigned(v.minor(), version.minor()) > 0
                : order > 0;
    }

    private boolean isNotAbove(GoVersion v) {
        int major = Long.compareUnsigned(v.major(), version.major());
        if (major != 0) {
            return major < 0;
        }
        return open == Open.MINOR || Long.compareUnsigned(v.minor(), version.minor()) <= 0;
    }

    private boolean isNear(GoVersion v) {
        boolean zero = version.major() == 0 && version.minor() == 0 && version.patch() == 0;
        if (zero && open != Open.MINOR && open != Open.PATCH) {
            return true;
        }
        return sameMajor(v) && (sameMinor(v) || open == Open.MINOR);
    }

    private boolean isCompatible(GoVersion v) {
        if (version.major() != 0 || open == Open.MINOR) {
            return sameMajor(v);
        }
        if (v.major() != 0) {
            return false;
        }
        if (version.minor() != 0 || open == Open.PATCH) {
            return sameMinor(v);
        }
        return v.minor() == 0 && v.patch() == version.patch();
    }
}
