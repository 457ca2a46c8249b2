package dev.nordbox.installer.profile;

import java.util.List;

/**
 * One row of a profile: a requirement, and how a box is held to it.
 *
 * @param id {@code NET-03}
 * @param enforcedBy ids of steps
 * @param offSwitch its steps can be told to stay away, {@code profile.unenforced}
 * @param verifiedBy ids of checks and probes
 * @param missing what enforcing or proving it lacks yet; such a control never passes
 * @param evidence what a verdict rests on
 * @param doesNotProve what a pass leaves open; {@code ""}: nothing to say
 */
public record Control(
        String id,
        String requirement,
        Severity severity,
        List<Source> sources,
        Standing standing,
        List<String> enforcedBy,
        boolean offSwitch,
        List<String> verifiedBy,
        List<String> missing,
        String evidence,
        String doesNotProve) {

    public Control {
        sources = List.copyOf(sources);
        enforcedBy = List.copyOf(enforcedBy);
        verifiedBy = List.copyOf(verifiedBy);
        missing = List.copyOf(missing);
    }

    /** The same, whose failure ends nothing. */
    public Control asShould() {
        return new Control(
                id,
                requirement,
                Severity.SHOULD,
                sources,
                standing,
                enforcedBy,
                offSwitch,
                verifiedBy,
                missing,
                evidence,
                doesNotProve);
    }

    /** What a failure means: {@code MUST} ends {@code verify} in its own exit code. */
    public enum Severity {
        MUST,
        SHOULD
    }

    /** How far nordbox goes. */
    public enum Standing {
        /** Steps bring it about, checks prove it. */
        ENFORCED("enforced"),
        /** Checks look at it; bringing it about is the operator's. */
        OBSERVED("observed"),
        /** Only a person can tell. */
        MANUAL("manual"),
        /** Neither yet. */
        NOT_IMPLEMENTED("not-implemented");

        private final String word;

        Standing(String word) {
            this.word = word;
        }

        public String word() {
            return word;
        }
    }

    /**
     * Where the requirement comes from.
     *
     * @param checked somebody read that source for this profile; else it is an unverified one
     */
    public record Source(String ref, boolean checked) {
        @Override
        public String toString() {
            return checked ? ref : ref + " (unverified source)";
        }
    }
}
