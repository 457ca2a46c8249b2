package dev.nordbox.installer.evidence;

import dev.nordbox.installer.control.Result;
import dev.nordbox.installer.control.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Verdicts for people at a terminal. */
public final class VerdictText {
    private VerdictText() {}

    /** One line a control, what failed last, where it is read. */
    public static List<String> of(List<Verdict> verdicts) {
        List<String> lines = new ArrayList<>();
        for (Result result :
                List.of(
                        Result.PASS,
                        Result.NOT_APPLICABLE,
                        Result.NOT_IMPLEMENTED,
                        Result.MANUAL,
                        Result.INCONCLUSIVE,
                        Result.FAIL)) {
            verdicts.stream()
                    .filter(verdict -> verdict.result() == result)
                    .forEach(verdict -> lines.add(line(verdict)));
        }
        return lines;
    }

    private static String line(Verdict verdict) {
        String word = verdict.result().word();
        boolean waived = verdict.result() == Result.FAIL && verdict.waiver().isPresent();
        return "%-8s %-15s %s%n           %s"
                .formatted(
                        verdict.control().id(),
                        waived ? word + ", waived" : word,
                        verdict.control().requirement(),
                        verdict.observed());
    }

    /** {@code 18 pass, 1 fail, …}; none of the others is a pass. */
    public static String counts(List<Verdict> verdicts) {
        return Records.counts(verdicts).entrySet().stream()
                .filter(entry -> entry.getValue() > 0)
                .map(entry -> entry.getValue() + " " + entry.getKey().toLowerCase(Locale.ROOT))
                .collect(Collectors.joining(", "));
    }
}
