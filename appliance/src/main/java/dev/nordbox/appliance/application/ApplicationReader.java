package dev.nordbox.appliance.application;

import dev.nordbox.appliance.application.SyncPolicy.NamespaceMetadata;
import dev.nordbox.appliance.application.SyncPolicy.OnRemoval;
import dev.nordbox.appliance.manifest.Fields;
import dev.nordbox.appliance.manifest.Manifest;
import dev.nordbox.appliance.render.RenderException;
import dev.nordbox.appliance.render.directory.DirectorySource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Reads one {@code argoproj.io/v1alpha1 Application}. What is set and not honoured is refused by
 * name, all of it at once: an Application is followed as it is written, or not at all.
 */
final class ApplicationReader {

    private static final String IN_CLUSTER = "https://kubernetes.default.svc";
    private static final String FINALIZER = "resources-finalizer.argocd.argoproj.io";

    /** We delete in the foreground; in the background it would only be faster. */
    private static final Set<String> FINALIZERS =
            Set.of(FINALIZER, FINALIZER + "/foreground", FINALIZER + "/background");

    private static final Pattern NAME = Pattern.compile("[a-z0-9]([-a-z0-9.]{0,220}[a-z0-9])?");

    /** Options that ask for what we always do, and options with a default that changes nothing. */
    private static final Set<String> GRANTED_OPTIONS =
            Set.of(
                    "CreateNamespace=false",
                    "ServerSideApply=true",
                    "ApplyOutOfSyncOnly=true",
                    "PruneLast=true",
                    "PrunePropagationPolicy=foreground",
                    "FailOnSharedResource=true",
                    "Validate=true",
                    "Replace=false",
                    "Force=false");

    private final FollowedRevision followed;
    private final Manifest manifest;
    private final String name;
    private final ApplicationProblems problems;

    private ApplicationReader(FollowedRevision followed, Manifest manifest) {
        this.followed = followed;
        this.manifest = manifest;
        this.name = manifest.key().name();
        this.problems = new ApplicationProblems(name);
    }

    /** Either what it wants, or why it is refused. */
    record Reading(Optional<ApplicationSource> source, List<String> problems) {}

    static Reading read(FollowedRevision followed, Manifest manifest) {
        ApplicationReader reader = new ApplicationReader(followed, manifest);
        ApplicationSource source = reader.source();
        List<String> problems = reader.problems.found();
        return new Reading(problems.isEmpty() ? Optional.of(source) : Optional.empty(), problems);
    }

    private ApplicationSource source() {
        only("", manifest.content(), "apiVersion", "kind", "metadata", "spec", "status");
        Map<String, Object> spec = section("spec", manifest.content());
        only("spec.", spec, "project", "source", "destination", "syncPolicy");
        name();
        project(spec);
        annotations();
        Map<String, Object> source = section("spec.source", spec);
        only("spec.source.", source, "repoURL", "path", "targetRevision", "directory");
        repository(source);
        return new ApplicationSource(
                name,
                path(source),
                directory(section("spec.source.directory", source)),
                destination(section("spec.destination", spec)),
                policy(section("spec.syncPolicy", spec)),
                manifest.origin());
    }

    /** Our inventory is named after it. */
    private void name() {
        if (!NAME.matcher(name).matches()) {
            problems.add("metadata.name", "must be a DNS name: a-z, 0-9, - and .");
        }
    }

    private void project(Map<String, Object> spec) {
        String project = text("spec.project", spec);
        if (!project.isEmpty() && !project.equals("default")) {
            problems.add(
                    "spec.project",
                    "'" + project + "': projects are not honoured yet; write default");
        }
    }

    private void annotations() {
        if (manifest.annotation("argocd.argoproj.io/skip-reconcile").equals(Optional.of("true"))) {
            problems.notHonoured("annotation argocd.argoproj.io/skip-reconcile");
        }
        // As an object of a parent: Prune=false or Delete=false would keep it in the cluster.
        optionsOf("sync-options", option -> option.matches("(Prune|Delete)=(false|confirm)"));
        optionsOf("compare-options", "ServerSideDiff=false"::equals);
    }

    private void optionsOf(String annotation, Predicate<String> refused) {
        String name = "argocd.argoproj.io/" + annotation;
        Stream.of(manifest.annotation(name).orElse("").split(","))
                .map(String::trim)
                .filter(refused)
                .forEach(option -> problems.notHonoured("annotation " + name + ": " + option));
    }

    private void repository(Map<String, Object> source) {
        String url = text("spec.source.repoURL", source);
        if (!url.isEmpty() && !followed.isAt(url)) {
            problems.add(
                    "spec.source.repoURL",
                    "names another repository than the one that is followed, "
                            + followed.url()
                            + "; only that one is honoured yet");
        }
        String revision = text("spec.source.targetRevision", source);
        if (!followed.is(revision)) {
            problems.add(
                    "spec.source.targetRevision",
                    "'"
                            + revision
                            + "' is not the revision that is followed ("
                            + followed.targetRevision()
                            + "); write HEAD");
        }
    }

    private String path(Map<String, Object> source) {
        String path = text("spec.source.path", source);
        if (path.isEmpty()) {
            problems.add("spec.source.path", "is missing; name a directory, . for the root");
        }
        return RepositoryPath.normal(path)
                .orElseGet(
                        () -> {
                            problems.add(
                                    "spec.source.path",
                                    "'" + path + "' must stay inside the repository");
                            return "";
                        });
    }

    private DirectorySource directory(Map<String, Object> directory) {
        String field = "spec.source.directory.";
        only(field, directory, "recurse", "include", "exclude");
        DirectorySource options =
                DirectorySource.of(
                        flag(field + "recurse", directory, false),
                        text(field + "include", directory),
                        text(field + "exclude", directory));
        try {
            options.check();
        } catch (RenderException e) {
            problems.add("spec.source.directory", "has a bad pattern: " + e.getMessage());
        }
        return options;
    }

    private String destination(Map<String, Object> destination) {
        only("spec.destination.", destination, "server", "name", "namespace");
        String server = text("spec.destination.server", destination).replaceAll("/+$", "");
        String cluster = text("spec.destination.name", destination);
        if (server.isEmpty() == cluster.isEmpty()) {
            problems.add(
                    "spec.destination",
                    "needs server or name, and not both; write server: " + IN_CLUSTER);
        } else if (!server.isEmpty() && !server.equals(IN_CLUSTER)
                || !cluster.isEmpty() && !cluster.equals("in-cluster")) {
            problems.add(
                    "spec.destination",
                    "is another cluster, which is not honoured yet; write server: " + IN_CLUSTER);
        }
        String namespace = text("spec.destination.namespace", destination);
        return namespace.isEmpty() ? "default" : namespace;
    }

    private SyncPolicy policy(Map<String, Object> policy) {
        String field = "spec.syncPolicy.";
        only(field, policy, "automated", "syncOptions", "managedNamespaceMetadata");
        // An empty block is an answer here: `automated: {}` switches it on.
        boolean block = policy.get("automated") instanceof Map;
        Map<String, Object> automated = section(field + "automated", policy);
        field += "automated.";
        only(field, automated, "enabled", "prune", "selfHeal", "allowEmpty");
        return new SyncPolicy(
                block && flag(field + "enabled", automated, true),
                flag(field + "prune", automated, false),
                flag(field + "selfHeal", automated, false),
                flag(field + "allowEmpty", automated, false),
                createNamespace(policy),
                onRemoval());
    }

    private OnRemoval onRemoval() {
        OnRemoval onRemoval = OnRemoval.ORPHAN;
        Map<String, Object> metadata = Fields.map(manifest.content(), "metadata");
        for (String finalizer : strings("metadata.finalizers", metadata)) {
            if (FINALIZERS.contains(finalizer)) {
                onRemoval = OnRemoval.PRUNE;
            } else {
                problems.notHonoured("metadata.finalizers: " + finalizer);
            }
        }
        return onRemoval;
    }

    private Optional<NamespaceMetadata> createNamespace(Map<String, Object> policy) {
        boolean create = false;
        for (String option : strings("spec.syncPolicy.syncOptions", policy)) {
            if (option.equals("CreateNamespace=true")) {
                create = true;
            } else if (!GRANTED_OPTIONS.contains(option)) {
                problems.notHonoured("spec.syncPolicy.syncOptions: " + option);
            }
        }
        Map<String, Object> metadata = section("spec.syncPolicy.managedNamespaceMetadata", policy);
        only("spec.syncPolicy.managedNamespaceMetadata.", metadata, "labels", "annotations");
        if (!create) {
            if (!metadata.isEmpty()) {
                problems.add(
                        "spec.syncPolicy.managedNamespaceMetadata",
                        "needs syncOptions: [CreateNamespace=true]");
            }
            return Optional.empty();
        }
        return Optional.of(
                new NamespaceMetadata(
                        texts("spec.syncPolicy.managedNamespaceMetadata.labels", metadata),
                        texts("spec.syncPolicy.managedNamespaceMetadata.annotations", metadata)));
    }

    // ---- fields

    private void only(String parent, Map<String, Object> section, String... honoured) {
        section.forEach(
                (field, value) -> {
                    if (isSet(value) && !List.of(honoured).contains(field)) {
                        problems.notHonoured(parent + field);
                    }
                });
    }

    private static boolean isSet(Object value) {
        return value != null
                && !(value instanceof Map<?, ?> map && map.isEmpty())
                && !(value instanceof List<?> list && list.isEmpty())
                && !value.equals("");
    }

    private Map<String, Object> section(String field, Map<String, Object> parent) {
        Object value = parent.get(last(field));
        if (isSet(value) && !(value instanceof Map)) {
            problems.add(field, "must be a map");
        }
        return Fields.map(parent, last(field));
    }

    private String text(String field, Map<String, Object> parent) {
        Object value = parent.get(last(field));
        if (isSet(value) && !(value instanceof String)) {
            problems.add(field, "must be a string; put it in quotes");
        }
        return value instanceof String text ? text : "";
    }

    private boolean flag(String field, Map<String, Object> parent, boolean absent) {
        Object value = parent.get(last(field));
        if (isSet(value) && !(value instanceof Boolean)) {
            problems.add(field, "must be true or false");
        }
        return value instanceof Boolean flag ? flag : absent;
    }

    private Map<String, String> texts(String field, Map<String, Object> parent) {
        Map<String, String> texts = new LinkedHashMap<>();
        section(field, parent)
                .forEach(
                        (key, value) -> {
                            if (value instanceof String text) {
                                texts.put(key, text);
                            } else {
                                problems.add(field + "." + key, "must be a string");
                            }
                        });
        return texts;
    }

    private List<String> strings(String field, Map<String, Object> parent) {
        Object value = parent.get(last(field));
        if (isSet(value) && !(value instanceof List)) {
            problems.add(field, "must be a list");
        }
        List<String> strings = new ArrayList<>();
        for (Object item : Fields.list(parent, last(field))) {
            if (item instanceof String text) {
                strings.add(text);
            } else {
                problems.add(field, "has an item that is no string: " + item);
            }
        }
        return strings;
    }

    private static String last(String field) {
        return field.substring(field.lastIndexOf('.') + 1);
    }
}
