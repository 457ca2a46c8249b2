package dev.nordbox.appliance.control;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nordbox.appliance.status.ApplicationSummary.Condition;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** {@code argocd.argoproj.io/skip-reconcile}: nobody looks at it, and nobody waits for it. */
class SkippedApplicationTest {

    private final Bed bed = new Bed();

    @BeforeEach
    void oneOfTwoIsSkipped() {
        bed.application("web")
                .configMapFile("web", "settings", "one")
                .configMapFile("web", "extra", "one")
                .application("api")
                .configMapFile("api", "settings", "one")
                .file(
                        "argocd/api.yaml",
                        bed.files
                                .get("argocd/api.yaml")
                                .replace(
                                        "  namespace: argocd\n",
                                        "  namespace: argocd\n"
                                                + "  annotations:"
                                                + " {argocd.argoproj.io/skip-reconcile: 'true'}\n"))
                .commit();
        bed.start().calm();
    }

    @Test
    void itIsLeftAloneAndOthersPruneAllTheSame() {
        assertThat(bed.value("api", "settings", "key")).isEmpty();

        bed.remove("apps/web/extra.yaml").commit();
        bed.calm();

        assertThat(bed.value("web", "extra", "key")).isEmpty();
        assertThat(bed.value("web", "settings", "key")).hasValue("one");
    }

    @Test
    void whatItsFilesMentionStays() {
        bed.file("apps/api/extra.yaml", bed.files.get("apps/web/extra.yaml"))
                .remove("apps/web/extra.yaml")
                .commit();
        bed.calm();

        assertThat(bed.value("web", "extra", "key")).hasValue("one");
        assertThat(
                        bed.status("web").conditions().all().toString()
                                + bed.asked("GET", "/applications/web"))
                .contains("skip-reconcile");
    }

    @Test
    void whatItsFilesMentionStaysAlsoWhenItsRepositoryIsNewAndAnswersLate() {
        String shop = "https://git.example.no/shop.git";
        bed.file(
                        "argocd/api.yaml",
                        bed.files
                                .get("argocd/api.yaml")
                                .replace("repoURL: " + Bed.URL, "repoURL: " + shop)
                                .replace("path: apps/api", "path: api"))
                .remove("apps/web/extra.yaml")
                .commit();
        bed.calm();
        assertThat(bed.value("web", "extra", "key")).as("not known yet").hasValue("one");

        bed.repositories.stands(
                shop,
                "HEAD",
                "1".repeat(40),
                "api/extra.yaml",
                "kind: ConfigMap\nmetadata: {name: extra, namespace: web}\n");
        bed.engine0().repositoryChanged(shop);
        bed.pass(Duration.ofMinutes(2));

        assertThat(bed.value("web", "extra", "key")).hasValue("one");
    }

    @Test
    void aRepositoryThatNeverAnswersKeepsNobodyWaitingForEver() {
        bed.file(
                        "argocd/api.yaml",
                        bed.files
                                .get("argocd/api.yaml")
                                .replace(Bed.URL, "https://git.example.no/shop.git"))
                .remove("apps/web/extra.yaml")
                .commit();
        bed.calm();
        assertThat(bed.value("web", "extra", "key")).hasValue("one");

        bed.pass(Duration.ofMinutes(2));

        assertThat(bed.value("web", "extra", "key")).isEmpty();
    }

    @Test
    void oneThatNeverWasSyncedIsFinalAndWaitsForAPerson() {
        assertThat(bed.engine0().status().busy()).isFalse();
        assertThat(bed.engine0().status().converged()).isFalse();
        assertThat(bed.summary("api").settled()).isTrue();
        assertThat(bed.summary("nordbox-infra").sync()).isEqualTo("Synced");
        assertThat(
                        bed.summary("nordbox-infra").converged()
                                || bed.summary("nordbox-infra").attention().stream()
                                        .allMatch(child -> child.name().equals("api")))
                .as("nobody else is waited for: %s", bed.summary("nordbox-infra"))
                .isTrue();
        assertThat(bed.summary("api").conditions())
                .anyMatch(
                        condition ->
                                condition.type().equals(Condition.MANUAL_SYNC)
                                        && condition.message().contains("skip-reconcile"));
    }

    @Test
    void oneThatWasInPlaceStaysConvergedAtTheNextCommitAndAfterARestart() {
        String skipped = bed.files.get("argocd/api.yaml");
        bed.file("argocd/api.yaml", skipped.replace("'true'", "'false'")).commit();
        bed.calm();
        assertThat(bed.value("api", "settings", "key")).hasValue("one");
        bed.file("argocd/api.yaml", skipped).commit();
        bed.calm();
        bed.configMapFile("api", "settings", "two").commit();
        bed.calm();

        assertThat(bed.value("api", "settings", "key")).hasValue("one");
        assertThat(bed.engine0().status().converged()).isTrue();
        bed.start().calm();
        assertThat(bed.engine0().status().converged()).isTrue();
    }
}
