package dev.nordbox.appliance.argo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SyncOptionsTest {

    @Test
    void everyOptionOfAnApplicationIsKnown() {
        SyncOptions options =
                SyncOptions.parse(
                        List.of(
                                "Prune=confirm",
                                "Delete=false",
                                "PruneLast=true",
                                "PrunePropagationPolicy=background",
                                "Validate=false",
                                "SkipDryRunOnMissingResource=true",
                                "ApplyOutOfSyncOnly=true",
                                "CreateNamespace=true",
                                "Replace=true",
                                "ServerSideApply=true",
                                "ClientSideApplyMigration=false",
                                "FailOnSharedResource=true",
                                "RespectIgnoreDifferences=true"));

        assertThat(options.unknown()).isEmpty();
        assertThat(options)
                .isEqualTo(
                        new SyncOptions(
                                Optional.of(Removal.CONFIRM),
                                Optional.of(Removal.NEVER),
                                true,
                                PropagationPolicy.BACKGROUND,
                                false,
                                true,
                                true,
                                true,
                                true,
                                true,
                                false,
                                true,
                                true,
                                options.written()));
    }

    @Test
    void withoutOptionsArgosDefaultsCount() {
        assertThat(SyncOptions.NONE)
                .isEqualTo(
                        new SyncOptions(
                                Optional.empty(),
                                Optional.empty(),
                                false,
                                PropagationPolicy.FOREGROUND,
                                true,
                                false,
                                false,
                                false,
                                false,
                                false,
                                true,
                                false,
                                false,
                                List.of()));
    }

    @ParameterizedTest
    @CsvSource({
        "prunelast=true",
        "PruneLast=True",
        "PruneLast",
        "PruneLast=yes",
        "PrunePropagationPolicy=none",
        "Force=true",
        "Foo=true",
        "''"
    })
    void whatIsNotExactlyAnOptionChangesNothingAndIsListed(String option) {
        SyncOptions options = SyncOptions.parse(List.of(option));

        assertThat(options.unknown()).containsExactly(option);
        assertThat(options.pruneLast()).isFalse();
        assertThat(options.prune().orElse(Removal.ALLOWED)).isEqualTo(Removal.ALLOWED);
    }

    @Test
    void aPruneThatIsNotUnderstoodDeletesNothingAndIsListed() {
        SyncOptions options = SyncOptions.parse(List.of("Prune=never"));

        assertThat(options.unknown()).containsExactly("Prune=never");
        assertThat(options.prune()).contains(Removal.NEVER);
    }

    @Test
    void ofSeveralPropagationsBackgroundCountsAndOfSeveralPrunesTheFirst() {
        SyncOptions options =
                SyncOptions.parse(
                        List.of(
                                "PrunePropagationPolicy=orphan",
                                "PrunePropagationPolicy=background",
                                "Prune=false",
                                "Prune=true"));

        assertThat(options.prunePropagation()).isEqualTo(PropagationPolicy.BACKGROUND);
        assertThat(options.prune()).contains(Removal.NEVER);
    }

    @ParameterizedTest(name = "application {0}, live {1}: {2}")
    @CsvSource({
        "'',            '',            ALLOWED",
        "Prune=false,   '',            NEVER",
        "Prune=confirm, '',            CONFIRM",
        "Prune=false,   Prune=true,    ALLOWED",
        "'',            Prune=false,   NEVER",
        "Prune=confirm, Prune=false,   NEVER",
        "'',            Prune=confirm, CONFIRM",
    })
    void pruningIsAskedOfTheLiveObjectFirst(String app, String live, Removal counts) {
        assertThat(application(app).pruneOf(object(live))).isEqualTo(counts);
    }

    @ParameterizedTest(name = "application {0}, live {1}: {2}")
    @CsvSource({
        "'',           '',             ALLOWED",
        "Delete=false, '',             NEVER",
        "Delete=false, Delete=true,    ALLOWED",
        "'',           Delete=confirm, CONFIRM",
    })
    void deletionIsAskedOfTheLiveObjectFirst(String app, String live, Removal counts) {
        assertThat(application(app).deleteOf(object(live))).isEqualTo(counts);
    }

    @Test
    void helmsKeepIsDeleteFalseWhateverElseIsSaid() {
        ResourceOptions kept =
                annotated(
                        Map.of(
                                "helm.sh/resource-policy",
                                "keep",
                                ResourceOptionsTest.SYNC_OPTIONS,
                                "Delete=true"));

        assertThat(SyncOptions.NONE.deleteOf(kept)).isEqualTo(Removal.NEVER);
        assertThat(SyncOptions.NONE.pruneOf(kept)).isEqualTo(Removal.ALLOWED);
    }

    @ParameterizedTest(name = "application {0}, wanted {1}: {2}")
    @CsvSource({
        "'',           '',            false",
        "Replace=true, '',            true",
        "'',           Replace=true,  true",
        "Replace=true, Replace=false, false",
        "'',     'Replace=true,Replace=false', false",
    })
    void replacingIsAskedOfTheWantedObjectFirst(String app, String wanted, boolean replaces) {
        assertThat(application(app).replaces(object(wanted))).isEqualTo(replaces);
    }

    private static SyncOptions application(String option) {
        return SyncOptions.parse(option.isEmpty() ? List.of() : List.of(option));
    }

    private static ResourceOptions object(String options) {
        return annotated(Map.of(ResourceOptionsTest.SYNC_OPTIONS, options));
    }

    private static ResourceOptions annotated(Map<String, String> annotations) {
        return ResourceOptions.of(Map.of("metadata", Map.of("annotations", annotations)));
    }
}
