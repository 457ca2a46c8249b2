package dev.nordbox.appliance.control;

import dev.nordbox.appliance.argo.Application;
import dev.nordbox.appliance.argo.Source;
import dev.nordbox.appliance.argo.status.Condition;
import dev.nordbox.appliance.argo.status.ConditionType;
import dev.nordbox.appliance.catalog.FollowedRevision;
import java.util.ArrayList;
import java.util.List;

/** Whether an Application names what this controller follows. */
final class Followed {

    private Followed() {}

    /** Each names the field and what to write. */
    static List<Condition> problems(AppState state, FollowedRevision followed) {
        List<String> problems = new ArrayList<>();
        Application application = state.application();
        for (Source source : application.spec().sources()) {
            if (!followed.isAt(source.repoUrl())) {
                problems.add(
                        "spec.source.repoURL: '"
                                + source.repoUrl()
                                + "' is another repository than the one that is followed, "
                                + followed.url()
                                + "; only that one is honoured yet");
            } else if (!followed.is(source.targetRevision())) {
                problems.add(
                        "spec.source.targetRevision: '"
                                + source.targetRevision()
                                + "' is not the revision that is followed ("
                                + followed.targetRevision()
                                + "); write HEAD");
            }
        }
        if (!application.spec().project().equals("default")) {
            problems.add(
                    "spec.project: '"
                            + application.spec().project()
                            + "': projects are not honoured yet; write default");
        }
        if (!application.spec().destination().isInCluster()) {
            problems.add(
                    "spec.destination: only the cluster of the controller is honoured yet; write"
                            + " server: https://kubernetes.default.svc");
        }
        return problems.stream()
                .map(problem -> Condition.of(ConditionType.INVALID_SPEC_ERROR, problem))
                .toList();
    }
}
