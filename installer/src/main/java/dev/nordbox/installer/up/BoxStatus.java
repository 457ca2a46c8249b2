package dev.nordbox.installer.up;

import dev.nordbox.appliance.status.RenderStatus;
import dev.nordbox.installer.config.BackupFile;
import dev.nordbox.installer.problem.ExitCode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What the controller of a box says of itself, as far as the installer reads it.
 *
 * @param converged the cluster is what the repository says, and works
 * @param revision commit that is wanted; empty before the first fetch
 * @param readable all of the revision could be read; if not, only a new commit mends it
 * @param polling the repository has not answered yet since it was last asked for
 * @param clusterProblem what keeps the controller from the cluster as a whole
 * @param busy a revision or a drift waits to be dealt with
 * @param others that Applications name beside it, revision by revision
 * @param cache where renders are kept, or why they do not outlive the controller at present; keeps
 *     nobody waiting
 * @param foreign SealedSecrets, {@code staging/db}, that a key opens which this box never had
 */
public record BoxStatus(
        boolean converged,
        String url,
        Optional<String> revision,
        boolean readable,
        boolean polling,
        Optional<RepositoryProblem> repositoryProblem,
        Optional<String> clusterProblem,
        boolean busy,
        Optional<String> cache,
        List<Other> others,
        List<String> foreign,
        List<Application> applications) {

    /**
     * @param reason one word: {@code LOGIN_REFUSED}
     * @param since when the first poll in a row failed; {@code ""} when that is not told
     */
    public record RepositoryProblem(String reason, String message, String remedy, String since) {}

    /**
     * @param revision the last commit that arrived; empty before the first
     */
    public record Other(
            String url,
            String targetRevision,
            Optional<String> revision,
            Optional<RepositoryProblem> problem) {}

    /**
     * @param conditions type and message
     * @param attention objects that are not as they should be, in words
     * @param settled nothing is under way but the wait for another attempt
     * @param retries attempts of the last sync after the first one
     */
    public record Application(
            String name,
            String sync,
            String health,
            Map<String, String> conditions,
            List<String> attention,
            boolean settled,
            long retries) {

        private boolean says(List<String> types) {
            return conditions.keySet().stream().anyMatch(types::contains);
        }

        /** One that was sealed anew, and is not looked at yet, is not Degraded any more. */
        private boolean cannotUnseal(String name) {
            return attention.stream()
                    .filter(a -> a.startsWith("SealedSecret " + name + " is "))
                    .anyMatch(a -> a.split(":", 2)[0].endsWith(", Degraded"));
        }

        private boolean converged() {
            return sync.equals("Synced")
                    && (health.equals("Healthy") || health.equals("Suspended"));
        }

        /** Nothing changes any more without a commit or a person. */
        private boolean isFinal() {
            return settled
                    && (says(OF_THE_REPOSITORY)
                            || says(OF_A_PERSON)
                            || says(List.of(OF_THE_API)) && retries >= RETRIES_BEFORE_GIVING_UP);
        }
    }

    private static final List<String> OF_THE_DEPLOY_KEY =
            List.of("LOGIN_REFUSED", "REPOSITORY_NOT_FOUND");
    private static final List<String> OF_THE_REPOSITORY =
            List.of("InvalidSpecError", "ComparisonError");
    private static final String OF_THE_API = "SyncError";
    private static final List<String> OF_A_PERSON = List.of("ManualSyncWarning");

    /** A definition or a webhook may come up meanwhile, so one refusal is not the last word. */
    private static final int RETRIES_BEFORE_GIVING_UP = 3;

    static BoxStatus of(Map<String, Object> document) {
        Map<?, ?> repository = map(document.get("repository"));
        Map<?, ?> cluster = map(document.get("cluster"));
        return new BoxStatus(
                Boolean.TRUE.equals(document.get("converged")),
                text(repository.get("url")),
                Optional.ofNullable(repository.get("revision")).map(BoxStatus::text),
                !Boolean.FALSE.equals(repository.get("readable")),
                Boolean.TRUE.equals(repository.get("busy")),
                Optional.ofNullable(repository.get("problem")).map(BoxStatus::problem),
                Optional.ofNullable(cluster.get("problem")).map(BoxStatus::text),
                Boolean.TRUE.equals(cluster.get("busy")),
                cache(map(document.get("renders"))),
                list(document.get("repositories")).stream().map(BoxStatus::other).toList(),
                list(map(document.get("sealing")).get("foreign")).stream()
                        .map(BoxStatus::text)
                        .toList(),
                list(document.get("applications")).stream().map(BoxStatus::application).toList());
    }

    /** Renders end with the controller, since it was given nothing else. */
    public boolean keepsRendersInMemory() {
        return cache.equals(Optional.of(RenderStatus.MEMORY));
    }

    /** Why the cluster is not what the repository says; empty when it is. */
    public List<String> reasons() {
        List<String> reasons = new ArrayList<>();
        repositoryProblem.ifPresent(problem -> reasons.add(problem.message()));
        clusterProblem.ifPresent(reasons::add);
        for (Application application : applications) {
            application
                    .conditions()
                    .values()
                    .forEach(c -> reasons.add(application.name() + ": " + c));
            application.attention().forEach(a -> reasons.add(application.name() + ": " + a));
        }
        return reasons;
    }

    /**
     * How far it has come. What fails is tried again and again, with another time in its message
     * each time: numbers count only where they tell of objects.
     */
    String sight() {
        StringBuilder sight = new StringBuilder(revision.orElse("") + polling + readable);
        repositoryProblem.ifPresent(problem -> sight.append(withoutNumbers(problem.message())));
        clusterProblem.ifPresent(problem -> sight.append(withoutNumbers(problem)));
        for (Application each : applications) {
            sight.append(each.name()).append(each.sync()).append(each.health());
            each.conditions().forEach((t, m) -> sight.append(t).append(withoutNumbers(m)));
            sight.append(each.attention());
        }
        return sight.toString();
    }

    static String withoutNumbers(String text) {
        return text.replaceAll("\\S*\\d\\S*", "");
    }

    /** What a wait is blocked by, in a few words. */
    String waitingFor() {
        if (polling) {
            return "the answer of " + url;
        }
        return reasons().stream().findFirst().orElse("the cluster to settle");
    }

    /** What the repository answered when it was last asked for, if that was a refusal. */
    Optional<RepositoryProblem> refusal() {
        return polling ? Optional.empty() : repositoryProblem;
    }

    /** A key that an SSH server does not know yet looks like one of these. */
    boolean lacksDeployKey() {
        return url.startsWith("ssh://") // the controller writes git@HOST:PATH so, too
                && refusal().filter(r -> OF_THE_DEPLOY_KEY.contains(r.reason())).isPresent();
    }

    /** That the controller holds, since another host goes on as this box. */
    Optional<String> takenOver() {
        return clusterProblem.filter(problem -> problem.contains(BackupFile.TAKEN_OVER));
    }

    /** The exit code of an end that only a new commit can change; empty while it may yet settle. */
    Optional<ExitCode> verdict() {
        List<Application> open =
                applications.stream().filter(application -> !application.converged()).toList();
        boolean decided = !open.isEmpty() && open.stream().allMatch(this::isFinal);
        if (polling || busy || clusterProblem.isPresent() || !decided) {
            return Optional.empty();
        }
        if (conditionsAmong(OF_THE_REPOSITORY)) {
            return Optional.of(ExitCode.MANIFEST_INVALID);
        }
        return Optional.of(
                conditionsAmong(List.of(OF_THE_API))
                        ? ExitCode.OBJECT_REFUSED
                        : ExitCode.NOT_SYNCED);
    }

    /** What was sealed for another box stays so, whatever waits for its Secret. */
    private boolean isFinal(Application application) {
        return application.isFinal()
                || application.settled()
                        && foreign.stream().anyMatch(name -> application.cannotUnseal(name));
    }

    private boolean conditionsAmong(List<String> types) {
        return applications.stream().anyMatch(application -> application.says(types));
    }

    private static Optional<String> cache(Map<?, ?> renders) {
        return Stream.of("problem", "store")
                .flatMap(key -> Optional.ofNullable(renders.get(key)).stream())
                .map(BoxStatus::text)
                .findFirst();
    }

    private static RepositoryProblem problem(Object value) {
        Map<?, ?> problem = map(value);
        return new RepositoryProblem(
                text(problem.get("reason")),
                text(problem.get("message")),
                text(problem.get("remedy")),
                text(problem.get("since")));
    }

    private static Other other(Object value) {
        Map<?, ?> repository = map(value);
        return new Other(
                text(repository.get("url")),
                text(repository.get("targetRevision")),
                Optional.ofNullable(repository.get("revision")).map(BoxStatus::text),
                Optional.ofNullable(repository.get("problem")).map(BoxStatus::problem));
    }

    private static Application application(Object value) {
        Map<?, ?> application = map(value);
        Map<String, String> conditions = new LinkedHashMap<>();
        for (Object condition : list(application.get("conditions"))) {
            conditions.merge(
                    text(map(condition).get("type")),
                    text(map(condition).get("message")),
                    (first, second) -> first + "; " + second);
        }
        return new Application(
                text(application.get("name")),
                text(application.get("sync")),
                text(application.get("health")),
                conditions,
                list(application.get("attention")).stream().map(BoxStatus::attention).toList(),
                Boolean.TRUE.equals(application.get("settled")),
                application.get("retries") instanceof Number count ? count.longValue() : 0);
    }

    /** {@code Deployment staging/web is OutOfSync, Progressing: 0 of 1 updated}. */
    private static String attention(Object value) {
        Map<?, ?> object = map(value);
        String namespace = text(object.get("namespace"));
        String message = text(object.get("message"));
        return "%s %s%s is %s, %s%s"
                .formatted(
                        text(object.get("kind")),
                        namespace.isEmpty() ? "" : namespace + "/",
                        text(object.get("name")),
                        text(object.get("sync")),
                        text(object.get("health")),
                        message.isEmpty() ? "" : ": " + message);
    }

    private static Map<?, ?> map(@Nullable Object value) {
        return value instanceof Map<?, ?> map ? map : Map.of();
    }

    private static List<?> list(@Nullable Object value) {
        return value instanceof List<?> list ? list : List.of();
    }

    private static String text(@Nullable Object value) {
        return value == null ? "" : value.toString();
    }
}
