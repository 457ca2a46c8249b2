package dev.nordbox.installer.up;

import dev.nordbox.installer.output.JsonLines;
import dev.nordbox.installer.preflight.CheckResult;
import dev.nordbox.installer.preflight.CheckResult.Outcome;
import dev.nordbox.installer.preflight.Mend;
import dev.nordbox.installer.preflight.Mended;
import dev.nordbox.installer.preflight.PreflightReport;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What preflight found, for people and for programs. */
public final class PreflightText {
    private PreflightText() {}

    /**
     * @param passed tell of the checks that passed, too
     */
    public static List<String> of(PreflightReport report, boolean passed) {
        List<String> lines = new ArrayList<>();
        for (CheckResult result : report.results()) {
            boolean bad = result.outcome() != Outcome.PASS;
            if (bad || passed) {
                lines.add(
                        "%-4s  %-17s %s"
                                .formatted(
                                        bad ? result.outcome() : "ok",
                                        result.id(),
                                        result.observed()));
            }
            if (bad) {
                lines.add("      why: " + result.source());
                lines.add("      fix: " + result.fix());
            }
        }
        if (!lines.isEmpty()) {
            lines.add("");
        }
        for (Mended tried : report.mended()) {
            String what = tried.mend().description();
            lines.add(
                    tried.failure()
                            .map(why -> "--fix could not: %s: %s".formatted(what, why))
                            .orElse("--fix did: " + what));
        }
        List<Mend> tried = report.mended().stream().map(Mended::mend).toList();
        report.mends().stream()
                .filter(mend -> !tried.contains(mend))
                .forEach(mend -> lines.add("--fix would: " + mend.description()));
        lines.add(counts(report));
        return lines;
    }

    private static String counts(PreflightReport report) {
        int failures = report.failures().size();
        int warnings = report.warnings().size();
        return "%d checks on %s: %d passed, %d warned, %d failed"
                .formatted(
                        report.results().size(),
                        report.host(),
                        report.results().size() - failures - warnings,
                        warnings,
                        failures);
    }

    /** One document on one line. */
    public static String json(PreflightReport report) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("apiVersion", "nordbox.no/v1alpha1");
        document.put("kind", "Preflight");
        document.put("host", report.host());
        document.put("failures", report.failures().size());
        document.put("warnings", report.warnings().size());
        document.put("checks", report.results().stream().map(PreflightText::fields).toList());
        document.put("mended", report.mended().stream().map(PreflightText::fields).toList());
        return JsonLines.of(document);
    }

    private static Map<String, Object> fields(Mended tried) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("mend", tried.mend().description());
        fields.put("failure", tried.failure());
        return fields;
    }

    private static Map<String, Object> fields(CheckResult result) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("id", result.id());
        fields.put("outcome", result.outcome().name().toLowerCase(Locale.ROOT));
        fields.put("severity", result.severity().name().toLowerCase(Locale.ROOT));
        fields.put("observed", result.observed());
        fields.put("source", result.source());
        fields.put("fix", result.fix());
        fields.put("mend", result.mend().map(Mend::description));
        return fields;
    }
}
