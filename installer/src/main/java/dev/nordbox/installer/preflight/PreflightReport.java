package dev.nordbox.installer.preflight;

import dev.nordbox.installer.problem.ExitCode;
import dev.nordbox.installer.problem.Problem;
import dev.nordbox.installer.problem.ProblemException;
import java.util.List;
import java.util.stream.Stream;

/**
 * What all checks found, in the order they are shown.
 *
 * @param mended what was tried before
 */
public record PreflightReport(String host, List<CheckResult> results, List<Mended> mended) {
    public PreflightReport {
        results = List.copyOf(results);
        mended = List.copyOf(mended);
    }

    public List<CheckResult> failures() {
        return of(CheckResult.Outcome.FAIL);
    }

    public List<CheckResult> warnings() {
        return of(CheckResult.Outcome.WARN);
    }

    /** The same, with what was measured besides. */
    public PreflightReport and(CheckResult more) {
        return new PreflightReport(
                host, Stream.concat(results.stream(), Stream.of(more)).toList(), mended);
    }

    /** The same, seen after these were tried. */
    public PreflightReport after(List<Mended> tried) {
        return new PreflightReport(host, results, tried);
    }

    /** What can be mended without a person, each once. */
    public List<Mend> mends() {
        return results.stream().flatMap(result -> result.mend().stream()).distinct().toList();
    }

    /**
     * How a run ends that only looks: DONE, HOST_REFUSED, or LOGIN_REFUSED when root's rights are
     * missing, since the other checks saw little then.
     */
    public ExitCode exitCode() {
        boolean noRoot = failures().stream().anyMatch(f -> f.id().equals(LoginChecks.SUDO));
        return failures().isEmpty()
                ? ExitCode.DONE
                : noRoot ? ExitCode.LOGIN_REFUSED : ExitCode.HOST_REFUSED;
    }

    /**
     * @throws ProblemException with every failure
     */
    public void refuseFailures() throws ProblemException {
        List<CheckResult> failures = failures();
        if (failures.isEmpty()) {
            return;
        }
        throw new ProblemException(
                exitCode(),
                failures.stream()
                        .map(
                                failure ->
                                        new Problem(
                                                failure.id() + ": " + failure.observed(),
                                                host,
                                                failure.fix()
                                                        + failure.mend()
                                                                .map(m -> "; or `preflight --fix`")
                                                                .orElse("")))
                        .toList());
    }

    private List<CheckResult> of(CheckResult.Outcome outcome) {
        return results.stream().filter(result -> result.outcome() == outcome).toList();
    }
}
