package dev.nordbox.appliance.status;

import dev.nordbox.appliance.manifest.ResourceKey;
import dev.nordbox.appliance.status.ApplicationSummary.ObjectSummary;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The status as a JSON object: the contract with {@code status --host} and with scripts. */
public final class StatusDocument {

    private StatusDocument() {}

    /**
     * @param others that Applications name beside the one that is followed, revision by revision
     * @param foreign SealedSecrets that were sealed for another cluster
     */
    public static Map<String, Object> of(
            RepositoryStatus repository,
            List<RepositoryStatus> others,
            ControllerStatus cluster,
            RenderStatus renders,
            List<ResourceKey> foreign,
            Instant startedAt) {
        Map<String, Object> document = new LinkedHashMap<>();
        // What a poll under way may bring is not known to be in the cluster.
        document.put(
                "converged",
                cluster.converged() && !repository.busy() && repository.problem().isEmpty());
        document.put("startedAt", startedAt.toString());
        document.put("repository", repository(repository));
        document.put("repositories", others.stream().map(StatusDocument::repository).toList());
        document.put("cluster", cluster(cluster));
        document.put("renders", renders(renders));
        document.put(
                "sealing", Map.of("foreign", foreign.stream().map(StatusDocument::name).toList()));
        document.put(
                "applications",
                cluster.applications().stream().map(StatusDocument::application).toList());
        return document;
    }

    private static String name(ResourceKey object) {
        return object.namespace() + "/" + object.name();
    }

    private static Map<String, Object> repository(RepositoryStatus repository) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("url", repository.url());
        object.put("targetRevision", repository.targetRevision());
        object.put("path", repository.path());
        repository
                .revision()
                .ifPresent(
                        revision -> {
                            object.put("revision", revision.commit());
                            object.put("ref", revision.ref());
                        });
        putTime(object, "polledAt", repository.polledAt());
        object.put("readable", repository.readable());
        object.put("busy", repository.busy());
        repository
                .problem()
                .ifPresent(
                        problem ->
                                object.put(
                                        "problem",
                                        ordered(
                                                "reason", problem.reason(),
                                                "message", problem.message(),
                                                "remedy", problem.remedy(),
                                                "since", problem.since().toString())));
        return object;
    }

    private static Map<String, Object> cluster(ControllerStatus cluster) {
        Map<String, Object> object = new LinkedHashMap<>();
        cluster.revision().ifPresent(revision -> object.put("revision", revision));
        object.put("busy", cluster.busy());
        object.put("reverts", cluster.reverts());
        cluster.problem().ifPresent(problem -> object.put("problem", problem));
        return object;
    }

    private static Map<String, Object> renders(RenderStatus renders) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("store", renders.store());
        object.put("made", renders.made());
        object.put("recalled", renders.recalled());
        renders.problem().ifPresent(problem -> object.put("problem", problem));
        return object;
    }

    private static Map<String, Object> application(ApplicationSummary application) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("name", application.name());
        object.put("sync", application.sync());
        object.put("health", application.health());
        object.put("settled", application.settled());
        object.put("retries", application.retries());
        object.put(
                "conditions",
                application.conditions().stream()
                        .map(
                                condition ->
                                        ordered(
                                                "type", condition.type(),
                                                "message", condition.message()))
                        .toList());
        object.put("underWay", application.underWay());
        object.put("objects", application.objects());
        object.put(
                "attention",
                application.attention().stream().map(StatusDocument::resource).toList());
        return object;
    }

    private static Map<String, Object> resource(ObjectSummary resource) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("group", resource.group());
        object.put("kind", resource.kind());
        object.put("namespace", resource.namespace());
        object.put("name", resource.name());
        object.put("sync", resource.sync());
        object.put("health", resource.health());
        object.put("message", resource.message());
        object.put("requiresPruning", resource.requiresPruning());
        return object;
    }

    private static void putTime(Map<String, Object> object, String key, Optional<Instant> time) {
        time.ifPresent(instant -> object.put(key, instant.toString()));
    }

    private static Map<String, Object> ordered(String... keysAndValues) {
        Map<String, Object> object = new LinkedHashMap<>();
        for (int i = 0; i < keysAndValues.length; i += 2) {
            object.put(keysAndValues[i], keysAndValues[i + 1]);
        }
        return object;
    }
}
