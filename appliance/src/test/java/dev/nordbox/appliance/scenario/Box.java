package dev.nordbox.appliance.scenario;

import dev.nordbox.appliance.Controller;
import dev.nordbox.appliance.argo.status.ApplicationStatus;
import dev.nordbox.appliance.argo.status.OperationPhase;
import dev.nordbox.appliance.argo.status.StatusReader;
import dev.nordbox.appliance.argo.status.SyncStatusCode;
import dev.nordbox.appliance.assess.HealthStatus;
import dev.nordbox.appliance.cluster.ApiUnavailable;
import dev.nordbox.appliance.cluster.ApplyMode;
import dev.nordbox.appliance.cluster.Cluster;
import dev.nordbox.appliance.cluster.ClusterException;
import dev.nordbox.appliance.cluster.Detail;
import dev.nordbox.appliance.cluster.ForeignHand;
import dev.nordbox.appliance.cluster.K3sServer;
import dev.nordbox.appliance.cluster.LiveObject;
import dev.nordbox.appliance.cluster.ObjectPatch;
import dev.nordbox.appliance.config.ControllerConfig;
import dev.nordbox.appliance.config.ControllerConfig.Cache;
import dev.nordbox.appliance.config.ControllerConfig.Repo;
import dev.nordbox.appliance.config.ControllerConfig.Sealing;
import dev.nordbox.appliance.git.GitUrl;
import dev.nordbox.appliance.git.TestRepository;
import dev.nordbox.appliance.manifest.Fields;
import dev.nordbox.appliance.manifest.GroupKind;
import dev.nordbox.appliance.manifest.ResourceKey;
import dev.nordbox.appliance.status.ApplicationSummary;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * A box in small: a repository, a real API server and the controller between them, logged in as on
 * a box. Each test has a repository and applications of its own, and other namespaces than all
 * others.
 */
final class Box implements BeforeAllCallback, BeforeEachCallback, AfterEachCallback {

    private static final GroupKind APPLICATION = new GroupKind("argoproj.io", "Application");
    private static final Duration PATIENCE = Duration.ofMinutes(3); // a busy machine is no failure

    private Optional<BoxServer> server = Optional.empty();
    private Optional<Path> folder = Optional.empty();
    private Optional<TestRepository> repository = Optional.empty();
    private Optional<Controller> controller = Optional.empty();
    private String test = "";
    private boolean refusesPlainSecrets;
    private boolean administrates;

    // ---- up and down

    @Override
    public void beforeAll(ExtensionContext context) {
        Awaitility.setDefaultTimeout(PATIENCE);
        server =
                Optional.of(
                        context.getRoot()
                                .getStore(ExtensionContext.Namespace.create(Box.class))
                                .computeIfAbsent(
                                        BoxServer.class,
                                        key -> BoxServer.start(),
                                        BoxServer.class));
    }

    @Override
    public void beforeEach(ExtensionContext context) throws Exception {
        test = context.getRequiredTestMethod().getName().toLowerCase(Locale.ROOT);
        folder = Optional.of(Files.createTempDirectory("nordbox-scenario-"));
        repository = Optional.of(new TestRepository(folder.get().resolve(test + ".git")));
    }

    /** Applications go without their objects: no later test is about the same ones. */
    @Override
    public void afterEach(ExtensionContext context) throws Exception {
        stop();
        refusesPlainSecrets = false;
        administrates = false;
        repository.ifPresent(TestRepository::close);
        K3sServer.remove(folder.orElseThrow());
        if (admin().servedKinds().find(APPLICATION).isEmpty()) {
            return;
        }
        for (LiveObject left : admin().list(APPLICATION, "argocd", Detail.FULL)) {
            admin().patch(
                            left.key(),
                            ObjectPatch.merge(Map.of("metadata", Map.of("finalizers", List.of()))));
            somebody().delete(left.key());
        }
    }

    Cluster admin() {
        return server.orElseThrow().administrator();
    }

    /** Another person or program at work on the same cluster. */
    ForeignHand somebody() {
        return server.orElseThrow().hand();
    }

    // ---- the controller

    Box start() throws Exception {
        controller = Optional.of(Controller.start(config("state"), Map.of()));
        return this;
    }

    /** As on a box that nobody told otherwise; the other scenarios are not about it. */
    Box refusingPlainSecrets() {
        refusesPlainSecrets = true;
        return this;
    }

    /** With all rights, which no box gives it. */
    Box asAdministrator() {
        administrates = true;
        return this;
    }

    Box stop() {
        controller.ifPresent(Controller::close);
        controller = Optional.empty();
        return this;
    }

    /** As a controller elsewhere that keeps its state in another folder. */
    ControllerConfig config(String state) {
        return config(state, "main", "");
    }

    ControllerConfig config(String state, String targetRevision, String path) {
        return new ControllerConfig(
                new Repo(
                        GitUrl.parse(repository().url()),
                        targetRevision,
                        path,
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Duration.ofMillis(500)),
                administrates
                        ? server.orElseThrow().k3s().kubeconfig()
                        : server.orElseThrow().login(),
                folder.orElseThrow().resolve(state),
                Optional.empty(),
                false,
                Cache.STANDARD,
                Optional.empty(),
                new Sealing(Duration.ZERO, Optional.empty(), 0, refusesPlainSecrets));
    }

    Controller controller() {
        return controller.orElseThrow();
    }

    // ---- the repository

    TestRepository repository() {
        return repository.orElseThrow();
    }

    Box file(String path, String content) {
        repository().write(path, content);
        return this;
    }

    /** An Application of {@code apps/NAME} in a namespace of its name, automated in full. */
    Box application(String name) {
        return application(
                name,
                "automated: {prune: true, selfHeal: true}",
                "syncOptions: [CreateNamespace=true]");
    }

    /**
     * @param policy lines of its sync policy
     */
    Box application(String name, String... policy) {
        return file("argocd/" + name + ".yaml", applicationText(name, policy));
    }

    String applicationText(String name, String... policy) {
        return """
        apiVersion: argoproj.io/v1alpha1
        kind: Application
        metadata: {name: %s, namespace: argocd}
        spec:
          project: default
          source: {repoURL: "%s", path: apps/%s, targetRevision: HEAD}
          destination: {server: "https://kubernetes.default.svc", namespace: %s}
          syncPolicy:
            %s
        """
                .formatted(name, repository().url(), name, name, String.join("\n    ", policy));
    }

    Box manifest(String application, String file, String content) {
        return file("apps/" + application + "/" + file + ".yaml", content);
    }

    String commit() {
        return repository().commit();
    }

    // ---- what is there

    Optional<LiveObject> live(ResourceKey key) throws ClusterException {
        return admin().get(key);
    }

    Optional<Object> field(ResourceKey key, String... path) throws ClusterException {
        return live(key).flatMap(object -> Fields.at(object.content(), path));
    }

    LiveObject object(ResourceKey key) throws ClusterException {
        return live(key).orElseThrow(() -> new AssertionError("no " + key));
    }

    Box given(String... yamls) {
        for (String yaml : yamls) {
            await(
                    "the server takes it",
                    () -> admin().apply(Objects.manifest(yaml), ApplyMode.REAL).uid().length() > 0);
        }
        return this;
    }

    ApplicationStatus status(String application) throws ClusterException {
        Optional<LiveObject> live = live(Objects.application(application));
        return StatusReader.read(
                live.map(object -> Fields.map(object.content(), "status")).orElse(Map.of()));
    }

    Optional<OperationPhase> phase(String application) throws ClusterException {
        return status(application).operationState().map(state -> state.phase());
    }

    String message(String application) throws ClusterException {
        return status(application).operationState().map(state -> state.message()).orElse("")
                + status(application).conditions();
    }

    ApplicationSummary summary(String application) {
        return controller().status().applications().stream()
                .filter(summary -> summary.name().equals(application))
                .findFirst()
                .orElseThrow();
    }

    // ---- awaiting

    void await(String what, Callable<Boolean> condition) {
        Awaitility.await(what)
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(100))
                .ignoreExceptionsInstanceOf(ApiUnavailable.class)
                .conditionEvaluationListener(
                        new org.awaitility.core.ConditionEvaluationListener<Object>() {
                            @Override
                            public void conditionEvaluated(
                                    org.awaitility.core.EvaluatedCondition<Object> evaluated) {}

                            @Override
                            public void onTimeout(org.awaitility.core.TimeoutEvent event) {
                                controller.ifPresent(
                                        running -> System.err.println(running.status()));
                            }
                        })
                .until(condition);
    }

    /** Everything is as the newest commit has it, written to the Application as well. */
    void awaitSynced(String application) {
        String newest = newest();
        await(
                application + " is at " + newest,
                () -> {
                    ApplicationStatus status = status(application);
                    return status.sync()
                                    .filter(s -> s.status() == SyncStatusCode.SYNCED)
                                    .filter(s -> s.revision().equals(newest))
                                    .isPresent()
                            && phase(application)
                                    .filter(p -> p == OperationPhase.SUCCEEDED)
                                    .isPresent();
                });
    }

    void awaitHealth(String application, HealthStatus health) {
        await(
                application + " is " + health,
                () ->
                        status(application)
                                .health()
                                .filter(summary -> summary.health().status() == health)
                                .isPresent());
    }

    private String newest() {
        return repository().head("main");
    }

    void awaitField(ResourceKey key, Object value, String... path) {
        await(
                key + " has " + String.join(".", path) + " " + value,
                () -> field(key, path).equals(Optional.of(value)));
    }

    void awaitNoField(ResourceKey key, String... path) {
        await(
                key + " has no " + String.join(".", path),
                () -> live(key).isPresent() && field(key, path).isEmpty());
    }

    void awaitThere(ResourceKey key) {
        await(key + " is there", () -> live(key).isPresent());
    }

    void awaitGone(ResourceKey key) {
        await(key + " is gone", () -> live(key).isEmpty());
    }

    /**
     * What was to be seen if it went wrong has had the time: another commit has been dealt with.
     */
    void awaitAnotherCommit(String application) {
        manifest(application, "another-commit", Objects.configMap("another-commit", newest()));
        commit();
        awaitSynced(application);
    }
}
