package dev.nordbox.appliance.argo;

import static org.assertj.core.api.Assertions.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

import dev.nordbox.appliance.argo.ResourceOptions.Part;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ResourceOptionsTest {

    static final String SYNC_OPTIONS = "argocd.argoproj.io/sync-options";

    @Test
    void anObjectWithoutAnnotationsIsAPlainResourceOfWaveZero() {
        assertThat(ResourceOptions.of(Map.of("kind", "Service")))
                .isEqualTo(
                        new ResourceOptions(
                                0,
                                Part.RESOURCE,
                                Set.of(),
                                Set.of(HookDeletePolicy.BEFORE_HOOK_CREATION),
                                Optional.empty(),
                                Optional.empty(),
                                false,
                                Optional.empty(),
                                false,
                                false,
                                false,
                                false,
                                Optional.empty(),
                                List.of()));
    }

    @ParameterizedTest(name = "sync-wave {0}, hook-weight {1}: {2}")
    @CsvSource({
        "5,    ,    5",
        "-3,   ,    -3",
        "+2,   ,    2",
        "007,  ,    7",
        "3000000000, , 3000000000",
        "' 1', 4,   4",
        "one,  4,   4",
        "1.0,  -4,  -4",
        ",     7,   7",
        ",     ten, 0",
        "1,    9,   1",
        "99999999999999999999, 2, 2",
    })
    void aWaveIsAWholeNumberOrElseHelmsWeight(String wave, String weight, long counts) {
        Map<String, String> annotations = new LinkedHashMap<>();
        if (wave != null) {
            annotations.put("argocd.argoproj.io/sync-wave", wave);
        }
        if (weight != null) {
            annotations.put("helm.sh/hook-weight", weight);
        }

        assertThat(options(annotations).wave()).isEqualTo(counts);
    }

    @ParameterizedTest(name = "hook {0}, Helm {1}: {2} {3}")
    @CsvSource({
        "PreSync,            ,                        HOOK,     PreSync",
        "'PreSync, PostSync',,                        HOOK,     PreSync PostSync",
        "SyncFail,           ,                        HOOK,     SyncFail",
        "Skip,               ,                        SKIPPED,  ''",
        "Skip,               pre-install,             SKIPPED,  ''",
        "'Skip,Sync',        ,                        HOOK,     Sync",
        "PreDelete,          ,                        HOOK,     PreDelete",
        "'PreSync,PostDelete',,                       HOOK,     PreSync PostDelete",
        "presync,            ,                        LEFT_OUT, ''",
        "'',                 ,                        LEFT_OUT, ''",
        ",                   pre-install,             HOOK,     PreSync",
        ",                   'pre-install,pre-upgrade', HOOK,   PreSync",
        ",                   'post-install,post-upgrade', HOOK, PostSync",
        ",                   'pre-install,post-upgrade', HOOK,  PreSync PostSync",
        ",                   pre-delete,              HOOK,     PreDelete",
        ",                   post-delete,             HOOK,     PostDelete",
        ",                   crd-install,             RESOURCE, ''",
        ",                   test,                    LEFT_OUT, ''",
        ",                   'pre-rollback,post-rollback', LEFT_OUT, ''",
        "PostSync,           pre-install,             HOOK,     PostSync",
        "misspelt,           pre-install,             HOOK,     PreSync",
        "PostSync,           pre-delete,              HOOK,     PreDelete PostSync",
        "PreDelete,          pre-install,             HOOK,     PreDelete PreSync",
    })
    void argosHookTypesGoBeforeHelmsOnTheSameObject(
            String argo, String helm, Part part, String types) {
        Map<String, String> annotations = new LinkedHashMap<>();
        if (argo != null) {
            annotations.put("argocd.argoproj.io/hook", argo);
        }
        if (helm != null) {
            annotations.put("helm.sh/hook", helm);
        }

        ResourceOptions options = options(annotations);

        assertThat(options.part()).isEqualTo(part);
        assertThat(options.hooks().stream().map(HookType::toString).collect(Collectors.toSet()))
                .isEqualTo(
                        Stream.of(types.split(" "))
                                .filter(type -> !type.isEmpty())
                                .collect(Collectors.toSet()));
    }

    @ParameterizedTest(name = "{0}, Helm {1}: {2}")
    @CsvSource({
        "HookSucceeded,              ,                HOOK_SUCCEEDED",
        "'HookSucceeded, HookFailed',,                HOOK_SUCCEEDED HOOK_FAILED",
        "nonsense,                   ,                BEFORE_HOOK_CREATION",
        "HookFailed,                 hook-succeeded,  HOOK_SUCCEEDED HOOK_FAILED",
        ",                           'before-hook-creation,hook-succeeded', HOOK_SUCCEEDED"
                + " BEFORE_HOOK_CREATION",
    })
    void deletePoliciesOfBothAreJoined(String argo, String helm, String policies) {
        Map<String, String> annotations = new LinkedHashMap<>();
        annotations.put("argocd.argoproj.io/hook", "Sync");
        if (argo != null) {
            annotations.put("argocd.argoproj.io/hook-delete-policy", argo);
        }
        if (helm != null) {
            annotations.put("helm.sh/hook-delete-policy", helm);
        }

        assertThat(options(annotations).deletePolicies())
                .isEqualTo(
                        Stream.of(policies.split(" "))
                                .map(HookDeletePolicy::valueOf)
                                .collect(Collectors.toSet()));
    }

    @Test
    void theOptionsOfAnObjectAreAListOfTrimmedEntries() {
        ResourceOptions options =
                options(
                        Map.of(
                                SYNC_OPTIONS,
                                "Prune=false, Delete=confirm ,PruneLast=true,,"
                                        + "Replace=true,Force=true"));

        assertThat(options.prune()).contains(Removal.NEVER);
        assertThat(options.delete()).contains(Removal.CONFIRM);
        assertThat(options.pruneLast()).isTrue();
        assertThat(options.replace()).contains(true);
        assertThat(options.force()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Prune=flase",
                "Prune=False",
                "Delete=no",
                "Foo=true",
                "PruneLast",
                "Validate=false",
                "ServerSideApply=false"
            })
    void whatIsNotUnderstoodOrHonouredIsNamed(String option) {
        assertThat(options(Map.of(SYNC_OPTIONS, "Replace=true," + option)).problems())
                .singleElement()
                .asString()
                .contains("'" + option + "'");
    }

    @Test
    void whatIsNotUnderstoodDeletesNothing() {
        ResourceOptions options = options(Map.of(SYNC_OPTIONS, "Prune=flase,Delete=ture"));

        assertThat(options.prune()).contains(Removal.NEVER);
        assertThat(options.delete()).contains(Removal.NEVER);
    }

    @Test
    void otherAnnotationsThatMeanNothingAreNamedToo() {
        assertThat(
                        options(
                                        Map.of(
                                                "argocd.argoproj.io/compare-options",
                                                "IgnoreExtranous",
                                                "argocd.argoproj.io/hook-delete-policy",
                                                "HookSuceeded",
                                                "argocd.argoproj.io/sync-wave",
                                                "first"))
                                .problems())
                .hasSize(3);
        assertThat(options(Map.of(SYNC_OPTIONS, "ServerSideApply=true,Prune=confirm")).problems())
                .isEmpty();
    }

    @Test
    void aHookOfNoTypeThereIsIsNamedAndAHelmTestIsNot() {
        assertThat(options(Map.of("argocd.argoproj.io/hook", "presync")).problems())
                .singleElement(as(STRING))
                .contains("'presync' is no hook type, so the object is never applied")
                .contains("PreSync, Sync, PostSync, SyncFail, PreDelete, PostDelete, or Skip");
        assertThat(options(Map.of("argocd.argoproj.io/hook", "PreSync,PostSnyc")).problems())
                .singleElement(as(STRING))
                .startsWith("argocd.argoproj.io/hook: 'PostSnyc' is no hook type; write");
        assertThat(options(Map.of("argocd.argoproj.io/hook", "")).problems())
                .singleElement(as(STRING))
                .contains("names no type");
        assertThat(options(Map.of("argocd.argoproj.io/hook", "Skip")).problems()).isEmpty();
        assertThat(options(Map.of("helm.sh/hook", "test")).problems()).isEmpty();
    }

    @Test
    void whatElseTheAnnotationsSay() {
        ResourceOptions options =
                options(
                        Map.of(
                                "argocd.argoproj.io/compare-options",
                                "IgnoreExtraneous",
                                "argocd.argoproj.io/ignore-healthcheck",
                                "true",
                                "helm.sh/resource-policy",
                                "keep"));

        assertThat(options.ignoreExtraneous()).isTrue();
        assertThat(options.ignoreHealthcheck()).isTrue();
        assertThat(options.keep()).isTrue();
    }

    @Test
    void annotationsThatMakeNoSenseAreNone() {
        assertThat(ResourceOptions.of(Map.of("metadata", Map.of("annotations", "text"))).part())
                .isEqualTo(Part.RESOURCE);
        assertThat(
                        ResourceOptions.of(
                                        Map.of(
                                                "metadata",
                                                Map.of("annotations", Map.of(SYNC_OPTIONS, 5))))
                                .prune())
                .isEmpty();
    }

    private static ResourceOptions options(Map<String, String> annotations) {
        return ResourceOptions.of(Map.of("metadata", Map.of("annotations", annotations)));
    }
}
