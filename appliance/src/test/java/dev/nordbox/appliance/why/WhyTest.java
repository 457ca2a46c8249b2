package dev.nordbox.appliance.why;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nordbox.appliance.argo.Application;
import dev.nordbox.appliance.argo.ApplicationReader;
import dev.nordbox.appliance.argo.YamlObject;
import dev.nordbox.appliance.argo.status.ApplicationStatus;
import dev.nordbox.appliance.argo.status.StatusReader;
import dev.nordbox.appliance.why.Obstacle.Owner;
import dev.nordbox.appliance.why.Situation.GitTrouble;
import dev.nordbox.appliance.why.Situation.Kept;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is in the way, of everything that may be, and whose it is. */
class WhyTest {

    private static final String WELL =
            """
            sync: {status: Synced, revision: abc}
            health: {status: Healthy}
            """;

    private String automated = "automated: {prune: true, selfHeal: true}";
    private String annotations = "{}";
    private String status = WELL;
    private Optional<String> cluster = Optional.empty();
    private Optional<GitTrouble> git = Optional.empty();
    private Optional<String> waiting = Optional.empty();
    private List<Kept> kept = List.of();
    private boolean deleting;

    @Test
    void nothingIsInTheWayOfWhatIsSyncedAndHealthy() {
        assertThat(why()).isEmpty();
    }

    // ---- conditions

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                // a file that cannot be rendered
                "apps/web/kustomization.yaml:4: unknown field 'resorces'"
                        + " | GIT | apps/web/kustomization.yaml:4 | mend it there and push",
                // a plain Secret
                "apps/web/db.yaml:1: the Secret web/db is in the clear (password); seal it"
                        + " | GIT | apps/web/db.yaml:1 | secret seal",
                // the project
                "apps/web/role.yaml:1: ClusterRole.rbac.authorization.k8s.io/x is not permitted in"
                        + " project shop; see its clusterResourceWhitelist"
                        + " | GIT | apps/web/role.yaml:1 | allow it in the AppProject",
                // residency
                "apps/web/web.yaml:9: RES-02: Deployment web/web: image docker.io/x is not of an"
                        + " allowed registry | GIT | apps/web/web.yaml:9 | mend it there and push",
                "the revision cannot be read because of a defect of nordbox: x"
                        + " | NORDBOX | argocd/web.yaml:1 | stack trace"
            })
    void whatCannotBeCompared(String message, Owner owner, String where, String fix) {
        status = unknown("ComparisonError", message);

        assertThat(found().owner()).isEqualTo(owner);
        assertThat(found().where()).isEqualTo(where);
        assertThat(found().fix()).contains(fix);
        assertThat(found().what()).isEqualTo(message);
    }

    @Test
    void anInvalidSpecIsMendedWhereTheApplicationIsWritten() {
        status = unknown("InvalidSpecError", "spec.source.chart: Helm is not supported");

        assertThat(found().sentence())
                .isEqualTo(
                        "spec.source.chart: Helm is not supported (argocd/web.yaml:1); this is"
                                + " yours, in Git: mend the Application there and push");
    }

    @Test
    void moreOfAKindAreCounted() {
        status =
                unknown("ComparisonError", "a.yaml:1: no kind")
                        + "- {type: ComparisonError, message: 'b.yaml:1: no kind'}\n";

        assertThat(found().what()).isEqualTo("a.yaml:1: no kind (and 1 more)");
    }

    @Test
    void aContestedObjectIsNamedWithWhoHasIt() {
        status =
                WELL
                        + "conditions: [{type: SharedResourceWarning, message: 'apps/web/x.yaml:1:"
                        + " web/ConfigMap/x belongs to the application api'}]";

        assertThat(found().owner()).isEqualTo(Owner.GIT);
        assertThat(found().what()).contains("belongs to the application api");
        assertThat(found().where()).isEqualTo("apps/web/x.yaml:1");
    }

    @Test
    void anOperationThatWasNotBegunIsTold() {
        status =
                WELL
                        + "conditions: [{type: SyncError, message: 'the operation was not begun:"
                        + " sync.manifests is not supported yet'}]";

        assertThat(found().owner()).isEqualTo(Owner.PERSON);
        assertThat(found().what()).contains("sync.manifests");
    }

    // ---- the sync

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "objects of kind Widget.example.no cannot be read: forbidden"
                        + " | CLUSTER | ~~ | may not list that kind",
                "apps/web/web.yaml:3: web/Deployment.apps/web: spec.replicas: Invalid value"
                        + " | GIT | apps/web/web.yaml:3 | mend it there and push",
                "apps/web/web.yaml:3: web/Pod/web: forbidden: exceeded quota: web"
                        + " | GIT | apps/web/web.yaml:3 | raise the quota",
                "apps/web/web.yaml:3: web/Pod/web: violates PodSecurity restricted"
                        + " | GIT | apps/web/web.yaml:3 | meet the level",
                "apps/web/web.yaml:3: web/Service/web: failed calling webhook x: refused"
                        + " | CLUSTER | apps/web/web.yaml:3 | webhook's server",
                "apps/web/role.yaml:3: web/Role/x: is attempting to grant RBAC permissions"
                        + " | NORDBOX | apps/web/role.yaml:3 | controller-role.yaml.ftl",
                "apps/web/web.yaml:3: web/Deployment.apps/web: it is Degraded: crash loop"
                        + " | CLUSTER | apps/web/web.yaml:3 | kubectl logs",
                "apps/web/db.yaml:3: web/SealedSecret.bitnami.com/db: it is Degraded: no key could"
                        + " decrypt secret (password): sealed for the Secret db in namespace shop"
                        + " | GIT | apps/web/db.yaml:3 | do what its message says",
                "apps/web/db.yaml:3: web/ExternalSecret.external-secrets.io/db: it is Degraded: no"
                        + " such path | GIT | apps/web/db.yaml:3 | in the Vault",
                "apps/web/job.yaml:1: web/Job.batch/migrate: job has reached backoff limit"
                        + " | GIT | apps/web/job.yaml:1 | mend it there and push"
            })
    void whatFailedTheLastSync(String reason, Owner owner, String where, String fix) {
        status = out() + operation("Failed", "one or more tasks failed: " + reason, "");

        assertThat(found().owner()).isEqualTo(owner);
        assertThat(found().where()).isEqualTo(where);
        assertThat(found().fix()).contains(fix);
        assertThat(found().what()).startsWith("the last sync failed: ").contains(reason);
    }

    @Test
    void aRetryThatIsPendingTellsItsTime() {
        status =
                out()
                        + operation(
                                "Running",
                                "one or more tasks failed: a.yaml:1: no. Retrying attempt #2 at"
                                        + " 2026-11-29T12:00:00Z",
                                "finishedAt: 2026-11-29T11:59:00Z");

        assertThat(found().what()).contains("Retrying attempt #2 at 2026-11-29T12:00:00Z");
        assertThat(found().where()).isEqualTo("a.yaml:1");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "waiting for healthy state of web/Deployment.apps/web (0 of 1 updated) | CLUSTER"
                        + " | the sync is waiting for healthy state of web/Deployment.apps/web",
                "waiting for completion of hook web/Job.batch/migrate | CLUSTER"
                        + " | app terminate web",
                "waiting for the deletion of web/ConfigMap/old | CLUSTER | kubectl describe",
                "web/ConfigMap/old: its deletion waits for a confirmation: annotate the Application"
                        + " | PERSON | confirm it",
                "the API server does not answer | CLUSTER | systemctl status k3s",
                "'' | NORDBOX | a sync is under way"
            })
    void whatASyncWaitsFor(String message, Owner owner, String told) {
        status = out() + operation("Running", message, "");

        assertThat(found().owner()).isEqualTo(owner);
        assertThat(found().sentence()).contains(told);
    }

    @Test
    void aDryRunThatFailedIsInNobodysWay() {
        status =
                WELL
                        + """
                        operationState:
                          phase: Failed
                          message: "one or more tasks failed: a.yaml:1: no"
                          startedAt: "2026-11-29T11:00:00Z"
                          operation: {sync: {dryRun: true}}
                        """;

        assertThat(why()).isEmpty();
    }

    // ---- a person's word

    @Test
    void whatLeftGitAndStaysIsDecidedByAPerson() {
        status = out();
        kept =
                List.of(
                        new Kept("web/PersistentVolumeClaim/data", "it may hold data; annotate it"),
                        new Kept("web/ConfigMap/x", "all would go"));

        assertThat(found().owner()).isEqualTo(Owner.PERSON);
        assertThat(found().what())
                .isEqualTo(
                        "web/PersistentVolumeClaim/data left Git and stays (and 1 more): it may"
                                + " hold data; annotate it");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{}                                             | syncs are by hand | app sync web",
                "automated: {enabled: false}                    | syncs are by hand | app sync web",
                "automated: {prune: true}                       | does not heal     | selfHeal: true"
            })
    void whatDiffersAndIsNotSyncedByItself(String policy, String what, String fix) {
        automated = policy;
        status = out();

        assertThat(found().owner()).isEqualTo(Owner.PERSON);
        assertThat(found().what()).contains(what);
        assertThat(found().fix()).contains(fix);
        assertThat(found().where()).isEqualTo("argocd/web.yaml:1");
    }

    @Test
    void aHoldIsTheReasonWhereThereIsSomethingToSync() {
        annotations = "{nordbox.no/hold: 'by kari since noon: freeze'}";
        assertThat(why()).isEmpty();

        status = out();

        assertThat(found().sentence())
                .isEqualTo(
                        "automated syncs are on hold, by kari since noon: freeze; this is a"
                                + " person's to decide: `app release web` ends that");
    }

    @Test
    void whatIsLeftOverWithoutPruneIsTold() {
        automated = "automated: {selfHeal: true}";
        status =
                out()
                        + "resources: [{kind: ConfigMap, name: x, status: OutOfSync,"
                        + " requiresPruning: true}]";

        assertThat(found().fix()).contains("--prune");
    }

    @Test
    void skipReconcileIsTold() {
        annotations = "{argocd.argoproj.io/skip-reconcile: 'true'}";

        assertThat(found().sentence()).contains("skip-reconcile", "take the annotation off");
    }

    @Test
    void anApplicationThatGoesTellsWhatItWaitsFor() {
        deleting = true;
        status = out() + operation("Running", "waiting for the deletion of web/Pod/x", "");

        assertThat(found().what()).contains("is being deleted", "waiting for the deletion of web/");
    }

    // ---- health

    @Test
    void theIllestObjectIsNamedWithItsMessage() {
        status =
                """
                sync: {status: Synced, revision: abc}
                resources:
                - {kind: Service, namespace: web, name: a, status: Synced, health: {status: Progressing}}
                - {group: apps, kind: Deployment, namespace: web, name: web, status: Synced,
                   health: {status: Degraded, message: exceeded its progress deadline}}
                """;

        assertThat(found().what())
                .isEqualTo("web/Deployment.apps/web is Degraded: exceeded its progress deadline");
        assertThat(found().owner()).isEqualTo(Owner.CLUSTER);
    }

    @Test
    void whatHasNoPodsIsNotMendedByLookingAtThem() {
        status =
                """
                sync: {status: Synced, revision: abc}
                resources:
                - {group: bitnami.com, kind: SealedSecret, namespace: web, name: db, status: Synced,
                   health: {status: Degraded, message: "no key could decrypt; seal it anew"}}
                """;

        assertThat(found().sentence())
                .contains("seal it anew; this is yours, in Git: do what its message says and push")
                .doesNotContain("kubectl");
    }

    // ---- the controller as a whole

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Argo CD runs in this cluster (x); scale it down to 0 | PERSON | undo each other",
                "another controller follows this repository here, y | PERSON | this one takes over",
                "https://127.0.0.1:6443 does not answer | CLUSTER | systemctl status k3s"
            })
    void whatKeepsTheControllerFromTheClusterGoesFirst(String what, Owner owner, String fix) {
        cluster = Optional.of(what);
        status = unknown("ComparisonError", "a.yaml:1: no kind");

        assertThat(found()).isEqualTo(new Obstacle(what, owner, "", found().fix()));
        assertThat(found().fix()).contains(fix);
    }

    @Test
    void gitThatIsGoneIsTheLastThingInTheWay() {
        git =
                Optional.of(
                        new GitTrouble(
                                "git.example.no does not answer",
                                "look at it",
                                Instant.parse("2026-11-30T12:00:00.5Z"),
                                Optional.of("1a2b3c4")));

        assertThat(found().sentence())
                .isEqualTo(
                        "no new commit arrives since 2026-11-30T12:00:00Z (1a2b3c4 is kept up):"
                                + " git.example.no does not answer; this is yours, in Git: look at"
                                + " it");

        status = unknown("ComparisonError", "a.yaml:1: no kind");
        assertThat(found().what()).isEqualTo("a.yaml:1: no kind");
    }

    @Test
    void beforeTheFirstCommitGitIsTheReasonWhereItIsOne() {
        waiting = Optional.of("the repository has not been read yet");
        status = "{}";
        assertThat(found().owner()).isEqualTo(Owner.NORDBOX);

        git =
                Optional.of(
                        new GitTrouble(
                                "refused the deploy key",
                                "give it read access",
                                Instant.EPOCH,
                                Optional.empty()));
        assertThat(found().fix()).isEqualTo("give it read access");
    }

    // ----

    private Obstacle found() {
        return why().orElseThrow(() -> new AssertionError("nothing is in the way"));
    }

    private Optional<Obstacle> why() {
        Application application =
                ApplicationReader.read(
                                YamlObject.of(
                                        """
                                        metadata: {name: web, namespace: argocd, annotations: %s}
                                        spec:
                                          project: default
                                          source: {repoURL: "https://git.example.no/x", path: apps/web}
                                          destination: {namespace: web}
                                          syncPolicy: {%s}
                                        """
                                                .formatted(
                                                        annotations,
                                                        automated.equals("{}") ? "" : automated)))
                        .application();
        ApplicationStatus read = StatusReader.read(YamlObject.of(status));
        return Why.of(
                new Situation(
                        "web",
                        application,
                        read,
                        "argocd/web.yaml:1",
                        cluster,
                        git,
                        waiting,
                        kept,
                        deleting));
    }

    private static String out() {
        return "sync: {status: OutOfSync, revision: abc}\n";
    }

    private static String unknown(String type, String message) {
        return "sync: {status: Unknown, revision: abc}\nconditions:\n- {type: "
                + type
                + ", message: \""
                + message
                + "\"}\n";
    }

    private static String operation(String phase, String message, String more) {
        return "operationState:\n  phase: "
                + phase
                + "\n  message: \""
                + message
                + "\"\n  startedAt: \"2026-11-29T11:00:00Z\"\n"
                + (more.isEmpty() ? "" : "  " + more.replaceFirst(": (.*)", ": \"$1\"") + "\n");
    }
}
