package dev.nordbox.installer.cli;

import dev.nordbox.installer.host.ssh.SshDiagnosis;
import dev.nordbox.installer.output.JsonLines;
import dev.nordbox.installer.problem.ExitCode;
import dev.nordbox.installer.problem.ProblemException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A diagnosis for people, and for programs. */
final class DiagnosisText {
    private static final String LINE = "  %-12s %s";

    private DiagnosisText() {}

    static List<String> of(SshDiagnosis diagnosis) {
        List<String> lines = new ArrayList<>();
        lines.add("route: " + diagnosis.route());
        for (SshDiagnosis.Hop hop : diagnosis.hops()) {
            lines.add("");
            lines.add(hop.name());
            add(lines, "config", hop.settings());
            add(lines, "not done", hop.ignored());
            add(lines, "host key", List.of(hop.hostKey()));
            add(lines, "offered", hop.offered());
            add(lines, "not offered", hop.notOffered());
            add(lines, "agreed", hop.agreed().stream().toList());
        }
        diagnosis.root().ifPresent(root -> add(lines, "root", List.of(root)));
        return lines;
    }

    private static void add(List<String> lines, String name, List<String> values) {
        String label = name;
        for (String value : values) {
            lines.add(LINE.formatted(label, value));
            label = "";
        }
    }

    static String json(SshDiagnosis diagnosis) {
        List<Map<String, Object>> hops = new ArrayList<>();
        for (SshDiagnosis.Hop hop : diagnosis.hops()) {
            Map<String, Object> one = new LinkedHashMap<>();
            one.put("name", hop.name());
            one.put("settings", hop.settings());
            one.put("ignored", hop.ignored());
            one.put("hostKey", hop.hostKey());
            one.put("offered", hop.offered());
            one.put("notOffered", hop.notOffered());
            one.put("agreed", hop.agreed());
            hops.add(one);
        }
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("route", diagnosis.route());
        all.put("hops", hops);
        all.put("root", diagnosis.root());
        all.put(
                "exitCode",
                diagnosis.failure().map(ProblemException::exitCode).orElse(ExitCode.DONE).number());
        return JsonLines.of(all);
    }
}
