package dev.nordbox.installer.plan;

import dev.nordbox.installer.output.JsonLines;
import dev.nordbox.installer.step.Change;
import dev.nordbox.installer.step.FileDifference;
import dev.nordbox.installer.step.InstallReport;
import dev.nordbox.installer.step.PlannedChange;
import dev.nordbox.installer.step.StepResult;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * A plan as one JSON document; DESIGN.md tells its fields.
 *
 * @param nordbox version that made it
 * @param made when
 * @param report of the dry run
 * @param footing that it stands on
 */
public record PlanDocument(String nordbox, Instant made, InstallReport report, Footing footing) {

    static final String VERSION = "nordbox.no/v1alpha1";
    static final String KIND = "Plan";

    /** On one line, with secrets masked. */
    public String json() {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("apiVersion", VERSION);
        document.put("kind", KIND);
        document.put("nordbox", nordbox);
        document.put("host", report.host());
        document.put("made", made);
        document.put("changes", report.changeCount());
        document.put("steps", report.changed().stream().map(this::step).toList());
        document.put("files", report.files().stream().map(this::file).toList());
        Footing shown = footing.masked();
        document.put("digest", shown.digest());
        document.put("facts", shown.facts());
        return JsonLines.of(document);
    }

    private Map<String, Object> step(StepResult step) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("id", step.id());
        fields.put("title", step.title());
        fields.put("changes", step.made().stream().map(c -> change(step.id(), c)).toList());
        return fields;
    }

    private Map<String, Object> change(String step, Change change) {
        PlannedChange planned = Masked.of(PlannedChange.of(step, change));
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("what", planned.description());
        fields.put("why", Masked.text(change.why()));
        fields.put("writes", planned.writes());
        return fields;
    }

    private Map<String, Object> file(FileDifference file) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("path", file.path());
        fields.put("step", file.step());
        fields.put("origin", file.origin().name().toLowerCase(Locale.ROOT));
        fields.put("mode", file.wanted().mode());
        fields.put("owner", file.wanted().owner());
        fields.put("secret", file.wanted().secret());
        // As one text: a key's block spans lines.
        fields.put("diff", Masked.text(String.join("\n", file.diff())));
        return fields;
    }
}
