package dev.nordbox.installer.app;

import static dev.nordbox.installer.app.Columns.plain;

import dev.nordbox.appliance.manifest.Fields;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One Application as a person reads it. */
public final class ApplicationText {
    private static final int SHORT = 7;

    private final Object application;
    private final Map<String, Object> leftovers;
    private final Object status;

    private ApplicationText(Map<String, Object> told) {
        this.application = Fields.map(told, "application");
        this.leftovers = Fields.map(told, "leftovers");
        this.status = Fields.map(application, "status");
    }

    /**
     * @param told the answer to a question about one
     */
    public static List<String> of(Map<String, Object> told) {
        ApplicationText text = new ApplicationText(told);
        List<String> lines = new ArrayList<>(text.head());
        lines.addAll(text.operation());
        lines.addAll(text.conditions());
        lines.addAll(text.resources());
        return lines;
    }

    /** What is in the way, in one sentence. */
    public static List<String> why(Map<String, Object> told) {
        return List.of(plain(text(told, "sentence")));
    }

    /** What the last operation did, object by object. */
    public static List<String> outcome(Map<String, Object> told) {
        ApplicationText text = new ApplicationText(told);
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("KIND", "NAMESPACE", "NAME", "OUTCOME", "MESSAGE"));
        Object result = Fields.map(text.status, "operationState", "syncResult");
        for (Object resource : Fields.list(result, "resources")) {
            String hook = text(resource, "hookPhase");
            rows.add(
                    List.of(
                            kind(resource),
                            text(resource, "namespace"),
                            text(resource, "name"),
                            hook.isEmpty() ? text(resource, "status") : hook,
                            text(resource, "message")));
        }
        List<String> lines = new ArrayList<>(Columns.of(rows));
        lines.add(0, plain(text(text.status, "operationState", "message")));
        return rows.size() > 1 ? lines : lines.subList(0, 1);
    }

    /** The syncs one can go back to, the newest first. */
    public static List<String> history(Map<String, Object> told) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("ID", "DEPLOYED", "REVISION", "BY"));
        List<Object> entries =
                new ArrayList<>(Fields.list(told, "application", "status", "history"));
        Collections.reverse(entries);
        for (Object entry : entries) {
            rows.add(
                    List.of(
                            String.valueOf(Fields.number(entry, "id")),
                            text(entry, "deployedAt"),
                            revision(entry),
                            initiator(Fields.map(entry, "initiatedBy"))));
        }
        return Columns.of(rows);
    }

    /** Of several sources each, as short as people write them. */
    private static String revision(Object entry) {
        List<String> several =
                Fields.list(entry, "revisions").stream()
                        .map(Object::toString)
                        .map(id -> id.substring(0, Math.min(SHORT, id.length())))
                        .toList();
        return several.isEmpty() ? text(entry, "revision") : String.join(", ", several);
    }

    private List<String> head() {
        List<List<String>> rows = new ArrayList<>();
        row(rows, "name", text(application, "metadata", "name"));
        row(rows, "project", text(application, "spec", "project"));
        List<Object> sources = new ArrayList<>(Fields.list(application, "spec", "sources"));
        Fields.at(application, "spec", "source").ifPresent(source -> sources.add(0, source));
        sources.forEach(source -> row(rows, "source", source(source)));
        row(rows, "destination", destination());
        row(rows, "sync", sync());
        row(rows, "health", text(status, "health", "status"));
        row(rows, "revision", revision(Fields.map(status, "sync")));
        return Columns.of(rows);
    }

    private static void row(List<List<String>> rows, String name, String value) {
        rows.add(List.of(name, value.isEmpty() ? "-" : value));
    }

    private static String source(Object source) {
        String path = text(source, "path");
        String chart = text(source, "chart");
        String revision = text(source, "targetRevision");
        return text(source, "repoURL")
                + (path.isEmpty() ? "" : " " + path)
                + (chart.isEmpty() ? "" : " " + chart)
                + (revision.isEmpty() ? "" : " at " + revision);
    }

    private String destination() {
        String cluster = text(application, "spec", "destination", "name");
        String namespace = text(application, "spec", "destination", "namespace");
        return (cluster.isEmpty() ? text(application, "spec", "destination", "server") : cluster)
                + (namespace.isEmpty() ? "" : " " + namespace);
    }

    private String sync() {
        Optional<Object> automated = Fields.at(application, "spec", "syncPolicy", "automated");
        boolean off = automated.flatMap(a -> Fields.at(a, "enabled")).equals(Optional.of(false));
        return text(status, "sync", "status")
                + (automated.isEmpty() || off ? " (by hand)" : " (automated)");
    }

    private List<String> operation() {
        Object state = Fields.map(status, "operationState");
        String phase = text(state, "phase");
        if (phase.isEmpty()) {
            return List.of();
        }
        List<String> lines = new ArrayList<>();
        boolean dry = Fields.at(state, "operation", "sync", "dryRun").equals(Optional.of(true));
        long retries = Fields.number(state, "retryCount");
        lines.add("");
        lines.add(
                (dry ? "dry run    " : "operation  ")
                        + phase
                        + ", by "
                        + initiator(Fields.map(state, "operation", "initiatedBy"))
                        + ", "
                        + text(state, "startedAt")
                        + Fields.text(state, "finishedAt").map(end -> " to " + end).orElse("")
                        + (retries > 0 ? ", retries: " + retries : ""));
        text(state, "message").lines().forEach(line -> lines.add("  " + plain(line)));
        return lines;
    }

    private static String initiator(Map<String, Object> initiatedBy) {
        boolean automated = Fields.at(initiatedBy, "automated").equals(Optional.of(true));
        String user = text(initiatedBy, "username");
        return automated ? "the controller" : user.isEmpty() ? "somebody" : plain(user);
    }

    private List<String> conditions() {
        List<String> lines = new ArrayList<>();
        for (Object condition : Fields.list(status, "conditions")) {
            lines.add("");
            lines.add(text(condition, "type") + "  " + text(condition, "lastTransitionTime"));
            text(condition, "message").lines().forEach(line -> lines.add("  " + plain(line)));
        }
        return lines;
    }

    private List<String> resources() {
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("KIND", "NAMESPACE", "NAME", "SYNC", "HEALTH", "MESSAGE"));
        for (Object resource : Fields.list(status, "resources")) {
            rows.add(
                    List.of(
                            kind(resource),
                            text(resource, "namespace"),
                            text(resource, "name"),
                            text(resource, "status"),
                            text(resource, "health", "status"),
                            message(resource)));
        }
        List<String> lines = new ArrayList<>(List.of(""));
        lines.addAll(Columns.of(rows));
        return rows.size() > 1 ? lines : List.of();
    }

    /** As `app sync --resource` takes it, without the name. */
    private static String kind(Object resource) {
        return text(resource, "group") + ":" + text(resource, "kind");
    }

    /** Why a leftover stays, what the last sync said of it, or what its health says. */
    private String message(Object resource) {
        String group = text(resource, "group");
        String namespace = text(resource, "namespace");
        String key =
                (namespace.isEmpty() ? "" : namespace + "/")
                        + text(resource, "kind")
                        + (group.isEmpty() ? "" : "." + group)
                        + "/"
                        + text(resource, "name");
        String left = Fields.text(leftovers, key).orElse("");
        return left.isEmpty()
                ? said(resource).orElseGet(() -> text(resource, "health", "message"))
                : left;
    }

    /** Only what failed: what went well is no news. */
    private Optional<String> said(Object resource) {
        return Fields.list(status, "operationState", "syncResult", "resources").stream()
                .filter(result -> text(result, "status").equals("SyncFailed"))
                .filter(result -> same(result, resource))
                .map(result -> text(result, "message"))
                .findFirst();
    }

    private static boolean same(Object one, Object other) {
        return List.of("group", "kind", "namespace", "name").stream()
                .allMatch(field -> text(one, field).equals(text(other, field)));
    }

    private static String text(Object object, String... path) {
        return Fields.text(object, path).orElse("");
    }
}
