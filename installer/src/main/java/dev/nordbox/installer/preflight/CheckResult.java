package dev.nordbox.installer.preflight;

import java.util.Optional;

/**
 * What one check found.
 *
 * @param id short and stable, for reports: {@code memory}
 * @param observed what the host has, for people
 * @param fix what to do about it; empty for a pass
 * @param severity whether a box can be without it
 * @param source who asks for it, and why
 * @param mend what {@code preflight --fix} would do; empty for a pass, and where a person must act
 */
public record CheckResult(
        String id,
        Outcome outcome,
        String observed,
        String fix,
        Severity severity,
        String source,
        Optional<Mend> mend) {

    /** How much a box needs what a check asks for. */
    public enum Severity {
        MUST,
        SHOULD
    }

    /** {@code WARN} lets the run go on, {@code FAIL} does not. */
    public enum Outcome {
        PASS,
        WARN,
        FAIL
    }

    static CheckResult pass(String id, String observed) {
        return found(id, Outcome.PASS, observed, "");
    }

    static CheckResult warn(String id, String observed, String fix) {
        return found(id, Outcome.WARN, observed, fix);
    }

    static CheckResult fail(String id, String observed, String fix) {
        return found(id, Outcome.FAIL, observed, fix);
    }

    private static CheckResult found(String id, Outcome outcome, String observed, String fix) {
        return new CheckResult(id, outcome, observed, fix, Severity.MUST, "", Optional.empty());
    }

    CheckResult of(Check check) {
        return new CheckResult(
                id,
                outcome,
                observed,
                fix,
                check.severity(),
                check.source(),
                outcome == Outcome.PASS ? Optional.empty() : check.mend());
    }
}
