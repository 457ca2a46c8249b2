package dev.nordbox.installer.preflight;

/**
 * What one check found.
 *
 * @param id short and stable, for reports: {@code memory}
 * @param observed what the host has, for people
 * @param fix what to do about it; empty for a pass
 */
public record CheckResult(String id, Outcome outcome, String observed, String fix) {

    /** {@code WARN} lets the run go on, {@code FAIL} does not. */
    public enum Outcome {
        PASS,
        WARN,
        FAIL
    }

    static CheckResult pass(String id, String observed) {
        return new CheckResult(id, Outcome.PASS, observed, "");
    }

    static CheckResult warn(String id, String observed, String fix) {
        return new CheckResult(id, Outcome.WARN, observed, fix);
    }

    static CheckResult fail(String id, String observed, String fix) {
        return new CheckResult(id, Outcome.FAIL, observed, fix);
    }
}
