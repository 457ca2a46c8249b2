package dev.nordbox.installer.volume;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nordbox.installer.problem.Problem;
import dev.nordbox.installer.volume.VolumePlan.Wanted;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VolumePlanTest {
    private final TrialListing listing = new TrialListing();

    @Test
    void localStorageIsTakenAsItsFiles() {
        listing.volume("pvc-1", "shop/data", TrialListing.local("pvc-1_shop_data"));

        assertThat(only().files()).isTrue();
        assertThat(only().left()).isEmpty();
        assertThat(only().volume().node()).isEqualTo("prod-1");
        assertThat(only().volume().claim()).isEqualTo("shop/data");
    }

    @Test
    void whatIsNotCoveredIsNamedWithTheReason() {
        listing.volume("a", "shop/a", "\"nfs\":{\"server\":\"s\",\"path\":\"/x\"}")
                .volume("b", "shop/b", "\"csi\":{\"driver\":\"block.example.no\"}")
                .volume("c", "shop/c", "\"hostPath\":{\"path\":\"/srv/c\"}")
                .volume("d", "shop/d", TrialListing.local("../../../../../etc"))
                .volume("e", "shop/e", TrialListing.local("a b"));

        assertThat(plan().volumes()).noneMatch(Wanted::files);
        assertThat(plan().volumes())
                .extracting(Wanted::left)
                .containsExactly(
                        "its storage is nfs, not a directory of this host",
                        "its storage is csi block.example.no, not a directory of this host",
                        "/srv/c is not below /var/lib/rancher/k3s/storage",
                        "/var/lib/rancher/k3s/storage/../../../../../etc is not below"
                                + " /var/lib/rancher/k3s/storage",
                        "/var/lib/rancher/k3s/storage/a b is not below"
                                + " /var/lib/rancher/k3s/storage");
    }

    @Test
    void aCommandStandsForTheFilesOfAllVolumesOfItsPod() {
        listing.volume("pvc-1", "shop/data", TrialListing.local("one"))
                .volume("nfs-1", "shop/wal", "\"nfs\":{\"server\":\"s\"}")
                .pod("db-0", true, "{\"backup.nordbox.no/command\":\"pg_dumpall\"}", "data", "wal");

        assertThat(plan().volumes()).noneMatch(Wanted::files);
        assertThat(plan().volumes())
                .allSatisfy(
                        wanted -> {
                            assertThat(wanted.left()).isEmpty();
                            assertThat(wanted.command().orElseThrow().wish().command())
                                    .containsExactly("sh", "-c", "pg_dumpall");
                        });
    }

    @Test
    void theFilesComeAlongWhenAskedFor() {
        listing.volume("pvc-1", "shop/data", TrialListing.local("one"))
                .pod(
                        "db-0",
                        true,
                        "{\"backup.nordbox.no/command\":\"[\\\"pg_dumpall\\\",\\\"-c\\\"]\","
                                + "\"backup.nordbox.no/container\":\"pg\","
                                + "\"backup.nordbox.no/files\":\"true\"}",
                        "data");

        assertThat(only().files()).isTrue();
        assertThat(only().command().orElseThrow().wish())
                .isEqualTo(
                        new BackupWish(
                                List.of("pg_dumpall", "-c"), "pg", List.of(), Optional.of(true)));
    }

    @Test
    void aPodMayWantNothingOfItsVolumesKept() {
        listing.volume("pvc-1", "shop/cache", TrialListing.local("one"))
                .pod("cache-0", true, "{\"backup.nordbox.no/files\":\"false\"}", "cache");

        assertThat(only().files()).isFalse();
        assertThat(only().left()).isEqualTo("its pods say so (backup.nordbox.no/files)");
    }

    @Test
    void whereNoPodIsReadyTheFilesAreTakenAndThatIsTold() {
        listing.volume("pvc-1", "shop/data", TrialListing.local("one"))
                .pod("db-0", false, "{\"backup.nordbox.no/command\":\"pg_dumpall\"}", "data");

        assertThat(only().files()).isTrue();
        assertThat(only().command()).isEmpty();
        assertThat(only().left())
                .isEqualTo("what its backup command prints: pod shop/db-0 is not Ready");
    }

    @Test
    void theFirstReadyPodOfSeveralIsAsked() {
        listing.volume("pvc-1", "shop/data", TrialListing.local("one"))
                .pod("web-b", true, "{\"backup.nordbox.no/command\":\"dump\"}", "data")
                .pod("web-a", false, "{\"backup.nordbox.no/command\":\"dump\"}", "data")
                .pod("web-c", true, "{\"backup.nordbox.no/command\":\"dump\"}", "data");

        assertThat(only().command().orElseThrow().pod().name()).isEqualTo("web-b");
        assertThat(only().left()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"backup.nordbox.no/command\":\"[ -f x ] && dump\"}",
                "{\"backup.nordbox.no/command\":\"[1]\"}",
                "{\"backup.nordbox.no/command\":\"[]\"}",
                "{\"backup.nordbox.no/command\":\"[\\\"a\\\"],\\\"x\\\":[\\\"b\\\"\"}",
                "{\"backup.nordbox.no/restore-command\":\"[\"}",
                "{\"backup.nordbox.no/files\":\"yes\"}"
            })
    void anAnnotationThatCannotBeMeantIsAProblem(String annotations) {
        listing.volume("pvc-1", "shop/data", TrialListing.local("one"))
                .pod("db-0", true, annotations, "data");

        assertThat(plan().problems()).extracting(Problem::where).containsExactly("pod shop/db-0");
    }

    @Test
    void leftOutAsAWholeAllAreNamedAllTheSame() {
        listing.volume("pvc-1", "shop/data", TrialListing.local("one"));

        assertThat(plan().without("because").volumes())
                .extracting(Wanted::left)
                .containsExactly("because");
        assertThat(plan().without("because").volumes()).noneMatch(Wanted::files);
    }

    private Wanted only() {
        assertThat(plan().volumes()).hasSize(1);
        return plan().volumes().get(0);
    }

    private VolumePlan plan() {
        return VolumePlan.of(listing.json().getBytes(StandardCharsets.UTF_8));
    }
}
