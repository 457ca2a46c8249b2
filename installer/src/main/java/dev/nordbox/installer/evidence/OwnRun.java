package dev.nordbox.installer.evidence;

import java.util.List;
import java.util.Map;

/**
 * A run of the box itself, for the report of a person's: what whoever has root there may have
 * written.
 *
 * @param failed ids of must-controls that failed and are not waived
 * @param command that checks its signature
 */
public record OwnRun(
        String run, String collected, String summary, List<String> failed, String command) {

    static OwnRun of(EvidenceStore.Run run, List<Map<String, Object>> records, String command) {
        Map<String, Object> end = ReportModel.ofKind(records, "end").get(0);
        return new OwnRun(
                run.name(),
                ReportModel.text(ReportModel.ofKind(records, "run").get(0), "collected"),
                ReportModel.summary(ReportModel.counts(end)),
                ReportModel.texts(end, "failedMust"),
                command);
    }
}
