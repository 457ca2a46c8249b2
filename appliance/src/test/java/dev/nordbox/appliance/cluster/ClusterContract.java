package dev.nordbox.appliance.cluster;

import static dev.nordbox.appliance.cluster.Manifests.configMap;
import static dev.nordbox.appliance.cluster.Manifests.crd;
import static dev.nordbox.appliance.cluster.Manifests.namespace;
import static dev.nordbox.appliance.cluster.Manifests.object;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.nordbox.appliance.manifest.Fields;
import dev.nordbox.appliance.manifest.GroupKind;
import dev.nordbox.appliance.manifest.Manifest;
import dev.nordbox.appliance.manifest.ResourceKey;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every {@link Cluster} promises: run on the fake and on a real API server. */
abstract class ClusterContract {

    static final GroupKind CONFIG_MAP = new GroupKind("", "ConfigMap");
    static final GroupKind NAMESPACE = new GroupKind("", "Namespace");

    private static int tests;

    /** A namespace nobody else uses. */
    String here;

    abstract Cluster cluster();

    /** Changes an object as a person with kubectl would: an update by another field manager. */
    abstract void edit(ResourceKey key, Map<String, Object> mergePatch) throws Exception;

    @BeforeEach
    void ownNamespace() throws ClusterException {
        here = "contract-" + ++tests;
        cluster().apply(namespace(here), ApplyMode.REAL);
    }

    @Test
    void knowsWhichKindsAreServedAndWhere() throws Exception {
        ServedKinds kinds = cluster().servedKinds();

        ServedKind deployment = kinds.find(new GroupKind("apps", "Deployment")).orElseThrow();
        assertThat(deployment.preferredApiVersion()).isEqualTo("apps/v1");
        assertThat(deployment.plural()).isEqualTo("deployments");
        assertThat(deployment.namespaced()).isTrue();
        assertThat(deployment.verbs()).contains("list", "watch", "patch", "delete");
        assertThat(kinds.find(NAMESPACE).orElseThrow().namespaced()).isFalse();
        assertThat(kinds.find(new GroupKind("argoproj.io", "Application"))).isEmpty();
        assertThat(kinds.staleGroups()).isEmpty();
    }

    @Test
    void appliesAnObjectAndGetsItBack() throws Exception {
        Manifest manifest = configMap(here, "web", Map.of("colour", "blue"));

        LiveObject applied = cluster().apply(manifest, ApplyMode.REAL);

        LiveObject live = cluster().get(manifest.key()).orElseThrow();
        assertThat(Fields.text(live.content(), "data", "colour")).hasValue("blue");
        assertThat(live.uid()).isNotEmpty().isEqualTo(applied.uid());
        assertThat(live.fieldsAppliedBy("nordbox")).isPresent();
        assertThat(cluster().get(manifest.key(), "v1")).contains(live);
    }

    @Test
    void applyingTheSameAgainChangesNothing() throws Exception {
        Manifest manifest = configMap(here, "web", Map.of("colour", "blue"));
        LiveObject first = cluster().apply(manifest, ApplyMode.REAL);

        LiveObject second = cluster().apply(manifest, ApplyMode.REAL);

        assertThat(second.resourceVersion()).isEqualTo(first.resourceVersion());
    }

    @Test
    void aFieldThatIsNoLongerAppliedIsRemovedAndAForeignOneIsKept() throws Exception {
        Manifest both = configMap(here, "web", Map.of("ours", "1", "dropped", "1"));
        cluster().apply(both, ApplyMode.REAL);
        edit(both.key(), Map.of("data", Map.of("theirs", "1")));

        LiveObject live =
                cluster().apply(configMap(here, "web", Map.of("ours", "1")), ApplyMode.REAL);

        assertThat(Fields.map(live.content(), "data")).containsOnlyKeys("ours", "theirs");
    }

    @Test
    void whoeverChangesAnAppliedFieldTakesItFromUs() throws Exception {
        Manifest manifest = configMap(here, "web", Map.of("colour", "blue"));
        LiveObject ours = cluster().apply(manifest, ApplyMode.REAL);

        edit(manifest.key(), Map.of("data", Map.of("other", "field")));
        LiveObject besides = cluster().get(manifest.key()).orElseThrow();
        edit(manifest.key(), Map.of("data", Map.of("colour", "red")));
        LiveObject changed = cluster().get(manifest.key()).orElseThrow();
        LiveObject reverted = cluster().apply(manifest, ApplyMode.REAL);

        assertThat(besides.fieldsAppliedBy("nordbox")).isEqualTo(ours.fieldsAppliedBy("nordbox"));
        assertThat(changed.fieldsAppliedBy("nordbox"))
                .isNotEqualTo(ours.fieldsAppliedBy("nordbox"));
        assertThat(Fields.text(reverted.content(), "data", "colour")).hasValue("blue");
        assertThat(reverted.fieldsAppliedBy("nordbox")).isEqualTo(ours.fieldsAppliedBy("nordbox"));
    }

    @Test
    void aDryRunTellsWhatWouldBeAndStoresNothing() throws Exception {
        Manifest manifest = configMap(here, "web", Map.of("colour", "blue"));

        LiveObject wouldBe = cluster().apply(manifest, ApplyMode.DRY_RUN);

        assertThat(Fields.text(wouldBe.content(), "data", "colour")).hasValue("blue");
        assertThat(wouldBe.fieldsAppliedBy("nordbox")).isPresent();
        assertThat(cluster().get(manifest.key())).isEmpty();
    }

    @Test
    void aDryRunRefusesWhatCouldNotBeStored() {
        List<Manifest> refused =
                List.of(
                        configMap(here, "Bad_Name", Map.of()),
                        configMap(here, "worse", Map.of("a b", "spaces in a key")),
                        configMap("nowhere", "lost", Map.of()),
                        object("test.nordbox.no/v1", "Unknown", here, "what", Map.of()));

        assertThat(refused)
                .allSatisfy(
                        manifest ->
                                assertThatThrownBy(
                                                () -> cluster().apply(manifest, ApplyMode.DRY_RUN))
                                        .isInstanceOf(ApiRefused.class));
    }

    @Test
    void aValueOfTheWrongTypeIsRefusedForGood() {
        assertThatThrownBy(
                        () ->
                                cluster()
                                        .apply(
                                                configMap(here, "typed", Map.of("n", 1)),
                                                ApplyMode.DRY_RUN))
                .isInstanceOf(ApiRefused.class);
    }

    @Test
    void whatMayNotBeChangedIsRefusedAndAnotherOfThatContentIsNot() throws Exception {
        cluster().apply(fixed("one", "blue"), ApplyMode.REAL);

        for (ApplyMode mode : ApplyMode.values()) {
            assertThatThrownBy(() -> cluster().apply(fixed("one", "red"), mode))
                    .isInstanceOfSatisfying(
                            ApiRefused.class,
                            refused -> {
                                assertThat(refused.code()).isEqualTo(422);
                                assertThat(refused).hasMessageContaining("field is immutable");
                            });
        }
        assertThatThrownBy(() -> cluster().replace(fixed("one", "red")))
                .isInstanceOfSatisfying(
                        ApiRefused.class, refused -> assertThat(refused.code()).isEqualTo(422));
        cluster().apply(fixed("other", "red"), ApplyMode.DRY_RUN);
        assertThat(cluster().get(fixed("other", "").key())).isEmpty();
    }

    private Manifest fixed(String name, String colour) {
        return Manifests.object(
                "v1",
                "ConfigMap",
                here,
                name,
                Map.of("immutable", true, "data", Map.of("colour", colour)));
    }

    @Test
    void finalizersAreASetOfWhichEachHasItsOwner() throws Exception {
        Manifest held = finalized("test.nordbox.no/ours");
        cluster().apply(held, ApplyMode.REAL);
        cluster()
                .patch(
                        held.key(),
                        ObjectPatch.json(
                                List.of(
                                        ObjectPatch.replace(
                                                "/metadata/finalizers",
                                                List.of(
                                                        "test.nordbox.no/ours",
                                                        "test.nordbox.no/theirs")))));

        LiveObject applied = cluster().apply(held, ApplyMode.REAL);
        assertThat(Fields.list(applied.content(), "metadata", "finalizers"))
                .containsExactlyInAnyOrder("test.nordbox.no/ours", "test.nordbox.no/theirs");

        LiveObject left = cluster().apply(finalized(), ApplyMode.REAL);
        assertThat(Fields.list(left.content(), "metadata", "finalizers"))
                .containsExactly("test.nordbox.no/theirs");
        cluster()
                .patch(
                        held.key(),
                        ObjectPatch.json(List.of(ObjectPatch.remove("/metadata/finalizers"))));
    }

    private Manifest finalized(String... finalizers) {
        Map<String, Object> metadata = new LinkedHashMap<>();
        metadata.put("name", "held");
        metadata.put("namespace", here);
        if (finalizers.length > 0) {
            metadata.put("finalizers", List.of(finalizers));
        }
        return Manifest.of(
                Map.of("apiVersion", "v1", "kind", "ConfigMap", "metadata", metadata), "test");
    }

    @Test
    void deletesTheObjectThatIsMeantAndNoOther() throws Exception {
        Manifest manifest = configMap(here, "web", Map.of());
        String uid = cluster().apply(manifest, ApplyMode.REAL).uid();

        assertThat(cluster().delete(manifest.key(), "another-uid", Propagation.BACKGROUND))
                .isFalse();
        assertThat(cluster().get(manifest.key())).isPresent();
        assertThat(cluster().delete(manifest.key(), uid, Propagation.BACKGROUND)).isTrue();
        assertThat(cluster().get(manifest.key())).isEmpty();
        assertThat(cluster().delete(manifest.key(), uid, Propagation.BACKGROUND)).isFalse();
    }

    @Test
    void listsOneNamespaceOrAll() throws Exception {
        cluster().apply(configMap(here, "a", Map.of("k", "v")), ApplyMode.REAL);
        cluster().apply(configMap("default", "b-of-" + here, Map.of()), ApplyMode.REAL);

        List<LiveObject> inNamespace = cluster().list(CONFIG_MAP, here, Detail.FULL);
        List<LiveObject> everywhere = cluster().list(CONFIG_MAP, "", Detail.METADATA);
        List<LiveObject> wanted =
                cluster().list(CONFIG_MAP, here, Detail.FULL, o -> o.key().name().startsWith("a"));

        assertThat(inNamespace)
                .extracting(LiveObject::key)
                .contains(new ResourceKey("", "ConfigMap", here, "a"))
                .allMatch(key -> key.namespace().equals(here));
        assertThat(everywhere)
                .filteredOn(object -> object.key().name().equals("a"))
                .filteredOn(object -> object.key().namespace().equals(here))
                .singleElement()
                .satisfies(
                        object -> {
                            assertThat(object.apiVersion()).isEqualTo("v1");
                            assertThat(object.fieldsAppliedBy("nordbox")).isPresent();
                            assertThat(object.content()).doesNotContainKey("data");
                        });
        assertThat(everywhere).extracting(object -> object.key().name()).contains("b-of-" + here);
        assertThat(wanted).extracting(object -> object.key().name()).containsExactly("a");
    }

    @Test
    void aWatchHearsEveryChangeFromTheListOn() throws Exception {
        cluster().apply(configMap(here, "unwanted", Map.of()), ApplyMode.REAL);
        cluster().apply(configMap(here, "early", Map.of()), ApplyMode.REAL);
        HeardEvents heard = new HeardEvents(here);

        try (Watch watch = cluster().watch(CONFIG_MAP, Detail.METADATA, heard)) {
            await().until(() -> heard.events().contains("listed early"));
            LiveObject late =
                    cluster().apply(configMap(here, "late", Map.of("a", "1")), ApplyMode.REAL);
            await().until(() -> heard.events().contains("changed late " + version(late)));
            LiveObject changed =
                    cluster().apply(configMap(here, "late", Map.of("a", "2")), ApplyMode.REAL);
            await().until(() -> heard.events().contains("changed late " + version(changed)));
            cluster().delete(changed.key(), changed.uid(), Propagation.BACKGROUND);
            await().until(
                            () ->
                                    heard.events().stream()
                                            .anyMatch(e -> e.startsWith("deleted late ")));
        }
        assertThat(heard.events()).doesNotHaveDuplicates();
    }

    @Test
    void aWatchOfOneObjectHearsOfNoOther() throws Exception {
        cluster().apply(configMap(here, "other", Map.of()), ApplyMode.REAL);
        HeardEvents heard = new HeardEvents(here);
        ResourceKey awaited = configMap(here, "awaited", Map.of()).key();

        try (Watch watch = cluster().watch(awaited, heard)) {
            await().until(() -> heard.events().contains("listed"));
            cluster().apply(configMap(here, "other", Map.of("a", "1")), ApplyMode.REAL);
            LiveObject come =
                    cluster().apply(configMap(here, "awaited", Map.of("a", "1")), ApplyMode.REAL);
            await().until(() -> heard.events().contains("changed awaited " + version(come)));
            cluster().delete(come.key(), come.uid(), Propagation.BACKGROUND);
            await().until(
                            () ->
                                    heard.events().stream()
                                            .anyMatch(e -> e.startsWith("deleted awaited ")));
        }
        assertThat(heard.events()).hasSize(3);
    }

    private static String version(LiveObject object) {
        return object.resourceVersion();
    }

    @Test
    void aNewKindIsServedOnceItsDefinitionIsEstablished() throws Exception {
        Manifest definition = crd("Thing" + here.hashCode(), "things" + here.hashCode(), true);
        Manifest thing =
                object(
                        "test.nordbox.no/v1",
                        "Thing" + here.hashCode(),
                        here,
                        "one",
                        Map.of("spec", Map.of("size", 3)));

        cluster().apply(definition, ApplyMode.REAL);
        await().atMost(Duration.ofSeconds(30))
                .until(() -> cluster().servedKinds().find(thing.key().groupKind()).isPresent());
        LiveObject live = cluster().apply(thing, ApplyMode.REAL);

        assertThat(Fields.number(live.content(), "spec", "size")).isEqualTo(3);
        assertThat(cluster().list(thing.key().groupKind(), here, Detail.FULL)).hasSize(1);
    }

    @Test
    void whatIsThereAlreadyIsNotCreatedAgain() throws Exception {
        Manifest manifest = configMap(here, "once", Map.of("colour", "blue"));

        assertThat(cluster().createIfAbsent(manifest)).isTrue();
        assertThat(cluster().createIfAbsent(manifest)).isFalse();
        assertThatThrownBy(() -> cluster().createIfAbsent(configMap("nowhere", "a", Map.of())))
                .isInstanceOf(ApiRefused.class);
    }

    @Test
    void createsOnceAndRefusesTheSecond() throws Exception {
        Manifest manifest = configMap(here, "web", Map.of("colour", "blue"));

        LiveObject created = cluster().create(manifest);

        assertThat(cluster().get(manifest.key())).contains(created);
        assertThatThrownBy(() -> cluster().create(manifest))
                .isInstanceOfSatisfying(
                        ApiRefused.class,
                        refused -> assertThat(refused.reason()).isEqualTo("AlreadyExists"));
    }

    @Test
    void replacesTheWholeObjectInTheVersionThatWasSeen() throws Exception {
        LiveObject first =
                cluster()
                        .apply(
                                configMap(here, "web", Map.of("colour", "blue", "size", "1")),
                                ApplyMode.REAL);
        Manifest next = versioned(configMap(here, "web", Map.of("colour", "red")), first);

        LiveObject replaced = cluster().replace(next);

        assertThat(Fields.map(replaced.content(), "data")).isEqualTo(Map.of("colour", "red"));
        assertThat(replaced.uid()).isEqualTo(first.uid());
        assertThatThrownBy(() -> cluster().replace(next))
                .isInstanceOfSatisfying(
                        ApiRefused.class, refused -> assertThat(refused.conflict()).isTrue());
    }

    private static Manifest versioned(Manifest manifest, LiveObject seen) {
        Map<String, Object> metadata =
                new LinkedHashMap<>(Fields.map(manifest.content(), "metadata"));
        metadata.put("resourceVersion", seen.resourceVersion());
        Map<String, Object> content = new LinkedHashMap<>(manifest.content());
        content.put("metadata", metadata);
        return new Manifest(manifest.key(), manifest.apiVersion(), content, manifest.origin());
    }

    @Test
    void aMergePatchChangesWhatItNamesAndNullTakesAway() throws Exception {
        Manifest manifest = configMap(here, "web", Map.of("colour", "blue", "size", "1"));
        cluster().apply(manifest, ApplyMode.REAL);
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("colour", "red");
        data.put("size", null);

        LiveObject patched =
                cluster().patch(manifest.key(), ObjectPatch.merge(Map.of("data", data)));

        assertThat(Fields.map(patched.content(), "data")).isEqualTo(Map.of("colour", "red"));
        ResourceKey absent = manifest.key().inNamespace("default");
        assertThatThrownBy(() -> cluster().patch(absent, ObjectPatch.merge(Map.of("data", data))))
                .isInstanceOfSatisfying(
                        ApiRefused.class, refused -> assertThat(refused.notFound()).isTrue());
    }

    @Test
    void fieldsThatSomebodyElseAppliedCanBeBookedToUs() throws Exception {
        Manifest manifest = configMap(here, "web", Map.of("colour", "blue"));
        cluster().apply(manifest, ApplyMode.REAL);
        edit(manifest.key(), Map.of("data", Map.of("theirs", "1")));
        LiveObject live = cluster().get(manifest.key()).orElseThrow();
        List<Object> owners = new ArrayList<>();
        Fields.list(live.content(), "metadata", "managedFields")
                .forEach(
                        entry -> {
                            Map<String, Object> ours = new LinkedHashMap<>(Fields.map(entry));
                            if (ours.get("operation").equals("Update")) {
                                ours.put("manager", "nordbox-adopted");
                            }
                            owners.add(ours);
                        });

        cluster()
                .patch(
                        manifest.key(),
                        ObjectPatch.json(
                                List.of(
                                        ObjectPatch.test(
                                                "/metadata/resourceVersion",
                                                live.resourceVersion()),
                                        ObjectPatch.replace("/metadata/managedFields", owners))));

        LiveObject booked = cluster().get(manifest.key()).orElseThrow();
        assertThat(Fields.list(booked.content(), "metadata", "managedFields").toString())
                .contains("nordbox-adopted");
    }

    @Test
    void aServiceAccountsTokenNamesItAndItsAudience() throws Exception {
        Manifest account = Manifests.object("v1", "ServiceAccount", here, "reader", Map.of());
        cluster().apply(account, ApplyMode.REAL);

        String token =
                cluster()
                        .serviceAccountToken(
                                here, "reader", List.of("vault"), Duration.ofMinutes(10));

        String claims =
                new String(
                        Base64.getUrlDecoder().decode(token.split("\\.")[1]),
                        StandardCharsets.UTF_8);
        assertThat(claims).contains("system:serviceaccount:" + here + ":reader", "\"vault\"");
    }

    @Test
    void whatAnotherManagerCreatesAndReplacesIsItsOwn() throws Exception {
        LiveObject made =
                cluster().createAs("writer/one", configMap(here, "owned", Map.of("a", "1")));
        assertThat(made.fieldsUpdatedBy("writer/one")).isPresent();
        assertThat(made.fieldsUpdatedBy(Cluster.FIELD_MANAGER)).isEmpty();

        LiveObject replaced =
                cluster()
                        .replaceAs(
                                "writer/two", configMap(here, "owned", Map.of("a", "1", "b", "2")));

        assertThat(Fields.map(replaced.fieldsUpdatedBy("writer/two").orElseThrow(), "f:data"))
                .containsKey("f:b")
                .doesNotContainKey("f:a");
    }
}
