package dev.nordbox.appliance.control;

import dev.nordbox.appliance.HandClock;
import dev.nordbox.appliance.argo.Clusters;
import dev.nordbox.appliance.argo.status.ApplicationStatus;
import dev.nordbox.appliance.argo.status.StatusReader;
import dev.nordbox.appliance.catalog.FollowedRevision;
import dev.nordbox.appliance.cluster.ClusterException;
import dev.nordbox.appliance.cluster.InMemoryCluster;
import dev.nordbox.appliance.cluster.Propagation;
import dev.nordbox.appliance.compare.Judgements;
import dev.nordbox.appliance.gate.Gate;
import dev.nordbox.appliance.gate.ReservedObjects;
import dev.nordbox.appliance.manifest.Digests;
import dev.nordbox.appliance.manifest.Fields;
import dev.nordbox.appliance.manifest.ResourceKey;
import dev.nordbox.appliance.render.cache.Renders;
import dev.nordbox.appliance.status.Answer;
import dev.nordbox.appliance.status.ApplicationSummary;
import dev.nordbox.appliance.status.Question;
import dev.nordbox.appliance.tombstone.Tombstones;
import dev.nordbox.appliance.tree.HashedTree;
import dev.nordbox.appliance.tree.InMemoryTree;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.Executor;

/**
 * The engine on a cluster in memory, driven by hand: everything happens in the test's thread, and
 * time passes only when the test says so.
 */
final class Bed {

    static final String URL = "https://git.example.no/ops/infra.git";

    /** More than anything needs that comes to an end. */
    private static final int MOST_LOOKS = 2_000;

    final InMemoryCluster cluster;
    final Map<String, String> files = new TreeMap<>();
    final Judgements judgements = new Judgements();
    final FakeRepositories repositories = new FakeRepositories();
    Renders renders = Renders.notKept();
    Clusters clusters = Clusters.ONE;
    AuditTrail audit = AuditTrail.NONE;
    Tombstones tombstones = Tombstones.NONE;
    List<Gate> gates = List.of(new ReservedObjects());

    /** In the Lease. */
    String identity = "test";

    /** What takes the API server's time. */
    Executor batches = Runnable::run;

    /** As Git's trees do; then what did not change is not rendered again. */
    boolean knowsIdentities;

    private final HandClock clock = new HandClock();
    private final HandClock steady = new HandClock();
    private Optional<GitOps> running = Optional.empty();
    private Optional<Checkout> last = Optional.empty();

    Bed() {
        this(new InMemoryCluster());
    }

    /** Beside another one on the same cluster. */
    Bed(InMemoryCluster cluster) {
        this.cluster = cluster;
    }

    /** Ends whatever ran, as a kill would, and starts anew. */
    Bed start() {
        running = Optional.of(engine());
        last.ifPresent(running.get()::checkout);
        return this;
    }

    private GitOps engine() {
        return new GitOps(
                cluster,
                clock,
                steady,
                RootPlace.of(URL, "HEAD", "", clusters.here()),
                new Settings(
                        identity,
                        false,
                        new Judgements(),
                        gates,
                        repositories,
                        tombstones,
                        audit,
                        renders,
                        clusters,
                        () -> {}),
                Digests.withKey(new byte[32]),
                batches,
                Runnable::run);
    }

    GitOps engine0() {
        return running.orElseThrow();
    }

    /** What the controller answers to somebody at its socket. */
    Answer asked(String method, String target) {
        return engine0().answer(Question.of(method, target, "kari"), Optional.empty());
    }

    // ---- the repository

    Bed file(String path, String content) {
        files.put(path, content);
        return this;
    }

    Bed append(String path, String lines) {
        files.merge(path, lines, String::concat);
        return this;
    }

    Bed remove(String path) {
        files.remove(path);
        return this;
    }

    /** Commits and lets the engine see it; the id says what is in it. */
    String commit() {
        InMemoryTree tree = new InMemoryTree();
        files.forEach(tree::file);
        String commit =
                UUID.nameUUIDFromBytes(files.toString().getBytes(StandardCharsets.UTF_8))
                                .toString()
                                .replace("-", "")
                        + "00000000";
        Checkout checkout =
                new Checkout(
                        new FollowedRevision(URL, "HEAD", "refs/heads/main", commit),
                        knowsIdentities ? new HashedTree(tree) : tree);
        last = Optional.of(checkout);
        running.ifPresent(engine -> engine.checkout(checkout));
        return commit;
    }

    // ---- time

    /** Tends and looks until nothing is left to do now. */
    Bed settle() {
        for (int i = 0; i < 200; i++) {
            boolean moved = engine0().tend();
            int looks = 0;
            while (looks < MOST_LOOKS && engine0().lookOnce()) {
                looks++;
            }
            if (looks == MOST_LOOKS) {
                break;
            }
            if (moved && looks == 0) {
                return this;
            }
        }
        throw new AssertionError("the engine does not come to rest: " + engine0().status());
    }

    /**
     * Lets time pass in the steps in which the engine wants to be woken, and settles after each.
     */
    Bed pass(Duration time) {
        Instant end = clock.instant().plus(time);
        settle();
        Optional<Instant> next = engine0().nextWakeUp();
        while (next.isPresent() && !next.get().isAfter(end)) {
            lapse(
                    next.get().isAfter(clock.instant())
                            ? Duration.between(clock.instant(), next.get())
                            : Duration.ofMillis(1));
            settle();
            next = engine0().nextWakeUp();
        }
        lapse(Duration.between(clock.instant(), end));
        return settle();
    }

    /** Long enough for a status to be written. */
    Bed calm() {
        return pass(Duration.ofSeconds(3));
    }

    /** Time passes and nothing is done in it: the machine sleeps. */
    void lapse(Duration time) {
        clock.passes(time);
        steady.passes(time);
    }

    /** Somebody sets the clock ahead, or back; no time passes. */
    void setClock(Duration ahead) {
        clock.passes(ahead);
    }

    /** Until the engine tends again by itself. */
    Duration untilTending() {
        return Duration.between(steady.instant(), engine0().nextTending());
    }

    Instant now() {
        return clock.instant();
    }

    // ---- what is there

    ApplicationStatus status(String application) {
        Map<String, Object> content = cluster.content(key(application));
        return StatusReader.read(Fields.map(content, "status"));
    }

    ApplicationSummary summary(String application) {
        return engine0().status().applications().stream()
                .filter(summary -> summary.name().equals(application))
                .findFirst()
                .orElseThrow();
    }

    static ResourceKey key(String application) {
        return new ResourceKey("argoproj.io", "Application", "argocd", application);
    }

    static ResourceKey configMap(String namespace, String name) {
        return new ResourceKey("", "ConfigMap", namespace, name);
    }

    Optional<String> value(String namespace, String name, String field) {
        return cluster.keys().contains(configMap(namespace, name))
                ? Fields.text(cluster.content(configMap(namespace, name)), "data", field)
                : Optional.empty();
    }

    /** One that follows Git by itself, and is not tried again. */
    Bed applicationTriedOnce(String name) {
        return application(
                name,
                "automated: {prune: true, selfHeal: true}",
                "syncOptions: [CreateNamespace=true]",
                "retry: {limit: 0}");
    }

    /** An Application of a directory of the same name, automated in full. */
    Bed application(String name, String... syncPolicyLines) {
        StringBuilder policy = new StringBuilder();
        for (String line : syncPolicyLines) {
            policy.append("    ").append(line).append('\n');
        }
        return file(
                "argocd/" + name + ".yaml",
                """
                apiVersion: argoproj.io/v1alpha1
                kind: Application
                metadata:
                  name: %s
                  namespace: argocd
                spec:
                  project: default
                  source:
                    repoURL: %s
                    path: apps/%s
                    targetRevision: HEAD
                  destination:
                    server: https://kubernetes.default.svc
                    namespace: %s
                  syncPolicy:
                %s\
                """
                        .formatted(
                                name,
                                URL,
                                name,
                                name,
                                policy.isEmpty()
                                        ? "    automated: {prune: true, selfHeal: true}\n"
                                                + "    syncOptions: [CreateNamespace=true]\n"
                                        : policy.toString()));
    }

    /** The Application takes its objects along. */
    Bed cascading(String application) {
        files.computeIfPresent(
                "argocd/" + application + ".yaml",
                (path, text) ->
                        text.replace(
                                "  namespace: argocd\n",
                                "  namespace: argocd\n"
                                        + "  finalizers: [resources-finalizer.argocd.argoproj.io]\n"));
        return this;
    }

    /** Out of the repository, and deleted by a person. */
    Bed delete(String application) throws ClusterException {
        remove("argocd/" + application + ".yaml").commit();
        String uid =
                Fields.text(cluster.content(key(application)), "metadata", "uid").orElseThrow();
        cluster.delete(key(application), uid, Propagation.BACKGROUND);
        return this;
    }

    Bed configMapFile(String application, String name, String value, String... annotations) {
        StringBuilder lines = new StringBuilder();
        for (String annotation : annotations) {
            lines.append("    ").append(annotation).append('\n');
        }
        return file(
                "apps/" + application + "/" + name + ".yaml",
                """
                apiVersion: v1
                kind: ConfigMap
                metadata:
                  name: %s
                %sdata:
                  key: %s
                """
                        .formatted(name, lines.isEmpty() ? "" : "  annotations:\n" + lines, value));
    }
}
