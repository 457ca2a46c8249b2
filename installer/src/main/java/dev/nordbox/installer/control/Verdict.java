package dev.nordbox.installer.control;

import dev.nordbox.installer.profile.Control;
import dev.nordbox.installer.profile.Waiver;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * How a box stands to one control.
 *
 * @param waiver of somebody who answers for a failure
 */
public record Verdict(
        Control control, Result result, List<Finding> findings, Optional<Waiver> waiver) {

    public Verdict {
        findings = List.copyOf(findings);
    }

    /** Of every control of the profile, in its order. */
    public static List<Verdict> of(Seen seen) {
        return seen.profile().controls().stream().map(control -> of(control, seen)).toList();
    }

    private static Verdict of(Control control, Seen seen) {
        List<Finding> findings = new ArrayList<>();
        control.verifiedBy().forEach(id -> findings.add(Checks.examine(id, seen)));
        return new Verdict(
                control, result(control, findings), findings, seen.profile().waiver(control.id()));
    }

    /**
     * One failure fails; a pass needs every finding to be one (or not to concern this box) and
     * nothing to be missing.
     */
    static Result result(Control control, List<Finding> findings) {
        switch (control.standing()) {
            case NOT_IMPLEMENTED:
                return Result.NOT_IMPLEMENTED;
            case MANUAL:
                return Result.MANUAL;
            default:
                break;
        }
        for (Result worse : List.of(Result.FAIL, Result.MANUAL)) {
            if (findings.stream().anyMatch(finding -> finding.result() == worse)) {
                return worse;
            }
        }
        if (findings.stream().allMatch(finding -> finding.result() == Result.NOT_APPLICABLE)) {
            return Result.NOT_APPLICABLE;
        }
        boolean told =
                findings.stream()
                        .allMatch(
                                finding ->
                                        finding.result() == Result.PASS
                                                || finding.result() == Result.NOT_APPLICABLE);
        return told && control.missing().isEmpty() ? Result.PASS : Result.INCONCLUSIVE;
    }

    /** A must-control that is not met, and that nobody answers for. */
    public boolean isFailedMust() {
        return result == Result.FAIL
                && control.severity() == Control.Severity.MUST
                && waiver.isEmpty();
    }

    /** The same, and one of which it could not be told. */
    public boolean isUnmetMust() {
        return isFailedMust()
                || result == Result.INCONCLUSIVE
                        && control.severity() == Control.Severity.MUST
                        && waiver.isEmpty()
                        && findings.stream()
                                .anyMatch(finding -> finding.result() == Result.INCONCLUSIVE);
    }

    /** What was seen, what was not, and who waived it; one line for people. */
    public String observed() {
        List<String> parts = new ArrayList<>();
        findings.stream()
                .filter(finding -> result == Result.PASS || finding.result() != Result.PASS)
                .map(Finding::toString)
                .forEach(parts::add);
        if (!control.missing().isEmpty()) {
            parts.add(
                    control.missing().stream()
                            .collect(Collectors.joining(", ", "not implemented: ", "")));
        }
        waiver.ifPresent(
                answered ->
                        parts.add(
                                "waived by %s until %s: %s"
                                        .formatted(
                                                answered.owner(),
                                                answered.expires(),
                                                answered.reason())));
        return String.join("; ", parts);
    }
}
