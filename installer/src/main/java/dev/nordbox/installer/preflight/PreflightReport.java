package dev.nordbox.installer.preflight;

import dev.nordbox.installer.problem.ExitCode;
import dev.nordbox.installer.problem.Problem;
import dev.nordbox.installer.problem.ProblemException;
import java.util.List;

/** What all checks found, in the order they are shown. */
public record PreflightReport(String host, List<CheckResult> results) {
    public PreflightReport {
        results = List.copyOf(results);
    }

    public List<CheckResult> failures() {
        return of(CheckResult.Outcome.FAIL);
    }

    public List<CheckResult> warnings() {
        return of(CheckResult.Outcome.WARN);
    }

    /**
     * @throws ProblemException with every failure; LOGIN_REFUSED when root's rights are missing,
     *     since the other checks saw little then, else HOST_REFUSED
     */
    public void refuseFailures() throws ProblemException {
        List<CheckResult> failures = failures();
        if (failures.isEmpty()) {
            return;
        }
        boolean noRoot = failures.stream().anyMatch(f -> f.id().equals(LoginChecks.SUDO));
        throw new ProblemException(
                noRoot ? ExitCode.LOGIN_REFUSED : ExitCode.HOST_REFUSED,
                failures.stream()
                        .map(
                                failure ->
                                        new Problem(
                                                failure.id() + ": " + failure.observed(),
                                                host,
                                                failure.fix()))
                        .toList());
    }

    private List<CheckResult> of(CheckResult.Outcome outcome) {
        return results.stream().filter(result -> result.outcome() == outcome).toList();
    }
}
