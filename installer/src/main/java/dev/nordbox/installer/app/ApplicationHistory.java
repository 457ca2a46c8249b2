package dev.nordbox.installer.app;

import dev.nordbox.appliance.json.Json;
import dev.nordbox.appliance.manifest.Fields;
import dev.nordbox.installer.problem.ProblemException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What has become of an application: the syncs of the whole, which can be gone back to, and what
 * the audit trail has of it, where syncs of single objects, heals, deletions, undos and whom they
 * overruled are, too.
 */
public final class ApplicationHistory {
    private static final String TRAIL = "trail";

    private ApplicationHistory() {}

    /**
     * @param last so many lines of the trail, the newest
     * @return the Application, with the trail's answer beside it
     */
    public static BoxApplications.Told of(BoxApplications applications, String name, int last)
            throws ProblemException {
        Map<String, Object> content =
                new LinkedHashMap<>(applications.get(List.of(name)).content());
        content.put(TRAIL, applications.trail(name, last).content());
        return new BoxApplications.Told(
                content, new String(Json.print(content), StandardCharsets.UTF_8));
    }

    public static List<String> text(Map<String, Object> told) {
        List<String> lines = new ArrayList<>(ApplicationText.history(told));
        lines.add("");
        lines.addAll(AuditText.ofOneApplication(Fields.map(told, TRAIL)));
        return lines;
    }
}
