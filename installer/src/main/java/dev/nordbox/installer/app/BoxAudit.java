package dev.nordbox.installer.app;

import dev.nordbox.appliance.manifest.Fields;
import dev.nordbox.installer.host.Host;
import dev.nordbox.installer.problem.ExitCode;
import dev.nordbox.installer.problem.Problem;
import dev.nordbox.installer.problem.ProblemException;
import java.util.List;
import java.util.Optional;

/** The audit trail of a box: what its controller changed in the cluster, why and for whom. */
public final class BoxAudit {

    private final Questions questions;
    private final String host;

    /**
     * @param cluster of those that the controller has; empty: the only one
     */
    public BoxAudit(Host host, Optional<String> cluster) {
        this.questions = new Questions(host, cluster);
        this.host = host.name();
    }

    /**
     * @throws ProblemException in the controller's words when it refuses, or nobody answers
     */
    public BoxApplications.Told since(Since since) throws ProblemException {
        return questions.ask("GET", List.of("audit"), since.parameters());
    }

    /**
     * @throws ProblemException with every file and line that was cut, edited or taken away
     */
    public void requireWhole(BoxApplications.Told told) throws ProblemException {
        List<Problem> problems =
                Fields.list(told.content(), "problems").stream()
                        .map(
                                what ->
                                        new Problem(
                                                what.toString(),
                                                host,
                                                "find out who was on the box; compare with a"
                                                        + " copy of /var/lib/nordbox/audit, or with a"
                                                        + " hash that was noted down earlier"))
                        .toList();
        if (!problems.isEmpty()) {
            throw new ProblemException(ExitCode.CONTROL_FAILED, problems);
        }
    }
}
