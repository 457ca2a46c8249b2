package dev.nordbox.installer.app;

import dev.nordbox.installer.host.Host;
import dev.nordbox.installer.problem.ProblemException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The way to the applications of a box: one question to its controller, one answer. */
public final class BoxApplications {

    private final Questions questions;

    /**
     * @param cluster of those that the controller has; empty: the only one
     */
    public BoxApplications(Host host, Optional<String> cluster) {
        this.questions = new Questions(host, cluster);
    }

    /** An answer, as a value and as the controller wrote it. */
    public record Told(Map<String, Object> content, String json) {}

    /**
     * @param parameters names and values in turn: {@code prune, true}
     * @throws ProblemException in the controller's words when it refuses, or nobody answers
     */
    public Told get(List<String> path, String... parameters) throws ProblemException {
        return questions.ask("GET", applications(path), parameters);
    }

    /** Has something done; returns when it has been asked for, with what is said of it. */
    public Told post(List<String> path, String... parameters) throws ProblemException {
        return questions.ask("POST", applications(path), parameters);
    }

    /**
     * What the audit trail has of one application.
     *
     * @param last so many of its lines, the newest
     * @throws ProblemException in the controller's words when it refuses, or nobody answers
     */
    Told trail(String name, int last) throws ProblemException {
        return questions.ask(
                "GET", List.of("audit"), "application", name, "last", String.valueOf(last));
    }

    private static List<String> applications(List<String> path) {
        List<String> whole = new ArrayList<>(List.of("applications"));
        whole.addAll(path);
        return whole;
    }
}
