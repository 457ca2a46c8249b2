package dev.nordbox.appliance.control;

import dev.nordbox.appliance.argo.Application;
import dev.nordbox.appliance.argo.Source;
import dev.nordbox.appliance.catalog.FollowedRevision;
import java.util.ArrayList;
import java.util.List;

/** Whether an Application names what this controller follows. */
final class Followed {

    private Followed() {}

    /** Each names the field and what to write. */
    static List<String> problems(Application application, FollowedRevision followed) {
        List<String> problems = new ArrayList<>();
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
        if (!application.spec().destination().isInCluster()) {
            problems.add(
                    "spec.destination: only the cluster of the controller is honoured yet; write"
                            + " server: https://kubernetes.default.svc");
        }
        return problems;
    }
}
