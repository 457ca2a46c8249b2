package dev.nordbox.appliance.external;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nordbox.appliance.cluster.LiveObject;
import dev.nordbox.appliance.manifest.Fields;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class SyncPlanTest {
    private static final String DATA =
            "secretStoreRef: {name: v}, data: [{secretKey: a, remoteRef: {key: k}}]";
    private static final String CANARY = "c4n4ry-55ab";

    @Test
    void theSecretThatWasMadeNeedsNothingMore() throws Exception {
        LiveObject external = external("", "");
        Map<String, Object> made = created(plan(external, Map.of("a", "1"), Optional.empty()));

        SyncPlan again = plan(external, Map.of("a", "1"), Optional.of(made));

        assertThat(again.write()).isInstanceOf(SyncPlan.Nothing.class);
        assertThat(again.reason()).isEqualTo("SecretSynced");
    }

    @Test
    void labelsAndAnnotationsAreTakenFromTheExternalSecretWhereThereIsNoTemplate()
            throws Exception {
        LiveObject external =
                external(
                        "",
                        "metadata: {labels: {app: web}, annotations: {note: noted,"
                                + " argocd.argoproj.io/tracking-id: x}}, ");

        Map<String, Object> made = created(plan(external, Map.of("a", "1"), Optional.empty()));

        assertThat(Fields.map(made, "metadata", "labels")).containsEntry("app", "web");
        assertThat(Fields.map(made, "metadata", "annotations"))
                .containsEntry("note", "noted")
                .doesNotContainKey("argocd.argoproj.io/tracking-id");
    }

    @Test
    void aSealingKeyIsNeverTakenOver() throws Exception {
        Optional<Map<String, Object>> live =
                Optional.of(
                        ObjectsOfTests.yaml(
                                "{metadata: {labels: {sealedsecrets.bitnami.com/sealed-secrets-key:"
                                        + " active}}, data: {tls.key: eA==}}"));

        for (Map<String, String> values : List.of(Map.of("a", "1"), Map.<String, String>of())) {
            assertThatThrownBy(
                            () ->
                                    plan(
                                            external("target: {deletionPolicy: Delete}", ""),
                                            values,
                                            live))
                    .isInstanceOfSatisfying(CannotSync.class, e -> assertThat(e.again()).isFalse())
                    .hasMessageContaining("sealed with");
        }
    }

    @Test
    void nothingInTheStoreIsAsThePolicySays() throws Exception {
        Optional<Map<String, Object>> live =
                Optional.of(
                        ObjectsOfTests.yaml(
                                "{metadata: {uid: s-1, ownerReferences: [{uid: u-1}]}, data: {a:"
                                        + " eA==}}"));

        SyncPlan retained = plan(external("", ""), Map.of(), live);
        assertThat(retained.write()).isInstanceOf(SyncPlan.Nothing.class);
        assertThat(retained.message()).isEqualTo("secret retained due to DeletionPolicy=Retain");

        SyncPlan deleted = plan(external("target: {deletionPolicy: Delete}", ""), Map.of(), live);
        assertThat(deleted.write()).isEqualTo(new SyncPlan.Delete("s-1"));
        assertThat(deleted.reason()).isEqualTo("SecretDeleted");

        SyncPlan emptied = plan(external("target: {deletionPolicy: Merge}", ""), Map.of(), live);
        assertThat(Fields.map(((SyncPlan.Replace) emptied.write()).secret(), "data")).isEmpty();

        assertThatThrownBy(
                        () ->
                                plan(
                                        external(
                                                "target: {deletionPolicy: Delete, creationPolicy:"
                                                        + " Orphan}",
                                                ""),
                                        Map.of(),
                                        live))
                .hasMessageContaining("creationPolicy=Orphan is not Owner");
    }

    @Test
    void onlyASecretThatWasMadeForItIsDeleted() throws Exception {
        LiveObject external = external("target: {deletionPolicy: Delete}", "");
        String mark = Marks.createdBy("shop", "db");

        for (String ours :
                List.of(
                        "{uid: s-1, labels: {" + Marks.CREATED_BY + ": " + mark + "}}",
                        "{uid: s-1, ownerReferences: [{uid: u-1}]}")) {
            Map<String, Object> live = ObjectsOfTests.yaml("{metadata: " + ours + "}");
            assertThat(plan(external, Map.of(), Optional.of(live)).write())
                    .isEqualTo(new SyncPlan.Delete("s-1"));
        }
        for (String theirs :
                List.of(
                        "{uid: s-1}",
                        "{uid: s-1, labels: {" + Marks.CREATED_BY + ": other}}",
                        "{uid: s-1, ownerReferences: [{uid: u-2}]}")) {
            Map<String, Object> live = ObjectsOfTests.yaml("{metadata: " + theirs + "}");
            assertThatThrownBy(() -> plan(external, Map.of(), Optional.of(live)))
                    .as(theirs)
                    .isInstanceOf(CannotSync.class)
                    .hasMessageContaining(
                            "unable to delete secret db: this ExternalSecret has not");
        }
    }

    @Test
    void noneWritesNothing() throws Exception {
        SyncPlan plan =
                plan(
                        external("target: {creationPolicy: None}", ""),
                        Map.of("a", "1"),
                        Optional.empty());

        assertThat(plan.write()).isInstanceOf(SyncPlan.Nothing.class);
        assertThat(plan.reason()).isEqualTo("SecretSynced");
    }

    @Test
    void createOrMergeMakesASecretThatStaysAndKeepsWhatElseIsInOne() throws Exception {
        LiveObject external = external("target: {creationPolicy: CreateOrMerge}", "");

        Map<String, Object> made = created(plan(external, Map.of("a", "1"), Optional.empty()));
        assertThat(Fields.map(made, "data")).containsOnlyKeys("a");
        assertThat(Fields.list(made, "metadata", "ownerReferences")).isEmpty();
        assertThat(Fields.map(made, "metadata", "labels")).doesNotContainKey(Marks.CREATED_BY);

        Map<String, Object> live = ObjectsOfTests.yaml("{data: {other: eA==, a: eA==}}");
        SyncPlan merged = plan(external, Map.of("a", "1"), Optional.of(live));
        assertThat(Fields.map(((SyncPlan.Replace) merged.write()).secret(), "data"))
                .isEqualTo(Map.of("other", "eA==", "a", "MQ=="));
    }

    @Test
    void finalizersOfTheTemplateAreAddedOnce() throws Exception {
        LiveObject external =
                external("target: {template: {metadata: {finalizers: [a/b, c/d]}}}", "");
        Map<String, Object> live = ObjectsOfTests.yaml("{metadata: {finalizers: [x/y, a/b]}}");

        Map<String, Object> made = created(plan(external, Map.of("a", "1"), Optional.empty()));
        SyncPlan changed = plan(external, Map.of("a", "1"), Optional.of(live));

        assertThat(finalizers(made)).containsExactly("a/b", "c/d");
        assertThat(finalizers(((SyncPlan.Replace) changed.write()).secret()))
                .containsExactly("x/y", "a/b", "c/d");
        assertThat(plan(external, Map.of("a", "1"), Optional.of(made)).write())
                .isInstanceOf(SyncPlan.Nothing.class);
    }

    private static List<Object> finalizers(Map<String, Object> secret) {
        return Fields.list(secret, "metadata", "finalizers");
    }

    @Test
    void aSecretOfAnotherExternalSecretIsLeftAlone() {
        Optional<Map<String, Object>> live =
                Optional.of(
                        ObjectsOfTests.yaml(
                                "{metadata: {ownerReferences: [{apiVersion:"
                                        + " external-secrets.io/v1, kind: ExternalSecret, name:"
                                        + " other, controller: true}]}}"));

        assertThatThrownBy(() -> plan(external("", ""), Map.of("a", "1"), live))
                .isInstanceOf(CannotSync.class)
                .hasMessage("secret is owned by another ExternalSecret: other")
                .matches(
                        e ->
                                ((CannotSync) e)
                                        .summary()
                                        .equals("target is owned by another ExternalSecret"));
    }

    @Test
    void anImmutableSecretGetsItsLabelsAndNothingElse() throws Exception {
        Optional<Map<String, Object>> live =
                Optional.of(
                        ObjectsOfTests.yaml("{type: Opaque, immutable: true, data: {a: eA==}}"));

        SyncPlan plan = plan(external("", ""), Map.of("a", "other"), live);

        SyncPlan.Replace replace = (SyncPlan.Replace) plan.write();
        assertThat(Fields.text(replace.secret(), "data", "a")).hasValue("eA==");
        assertThat(Fields.map(replace.secret(), "metadata", "labels")).containsKey(Marks.MANAGED);
        assertThat(replace.afterwards().orElseThrow().summary())
                .isEqualTo("could not update secret, target is immutable");
    }

    @Test
    void anotherTypeIsRefusedForGoodAndSaysWhatHelps() {
        Optional<Map<String, Object>> live =
                Optional.of(ObjectsOfTests.yaml("{type: Opaque, data: {a: eA==}}"));

        assertThatThrownBy(
                        () ->
                                plan(
                                        external("target: {template: {type: example.no/db}}", ""),
                                        Map.of("a", "1"),
                                        live))
                .isInstanceOfSatisfying(CannotSync.class, e -> assertThat(e.again()).isFalse())
                .hasMessage(
                        "the Secret is of type Opaque and shall be of type example.no/db, which"
                                + " Kubernetes does not let change; delete it, and it is made anew");
    }

    @Test
    void aTypeThatNobodyAsksForAnyMoreIsRemarkedWhereItWasOurs() throws Exception {
        String secret =
                "{type: %s, data: {a: eA==}, metadata: {managedFields: [{manager: %s, fieldsV1:"
                        + " {'f:type': {}}}]}}";
        String ours = Marks.fieldManager("db");

        assertThat(message("", secret.formatted("example.no/db", ours)))
                .startsWith("secret synced; it stays of type example.no/db")
                .contains("spec.target.template.type");
        assertThat(message("", secret.formatted("Opaque", ours))).isEqualTo("secret synced");
        assertThat(message("", secret.formatted("example.no/db", "kubectl")))
                .isEqualTo("secret synced");
        assertThat(
                        message(
                                "target: {template: {type: example.no/db}}",
                                secret.formatted("example.no/db", ours)))
                .isEqualTo("secret synced");
    }

    private static String message(String spec, String live) throws CannotSync {
        Optional<Map<String, Object>> secret = Optional.of(ObjectsOfTests.yaml(live));
        return plan(external(spec, ""), Map.of("a", "1"), secret).message();
    }

    @Test
    void underMergeOnlyOurKeysAndLabelsGo() throws Exception {
        Optional<Map<String, Object>> live =
                Optional.of(
                        ObjectsOfTests.yaml(
                                "{type: Opaque, data: {mine: eA==, old: eA==}, metadata: {labels:"
                                        + " {theirs: x, ours: x}, managedFields: [{manager:"
                                        + " externalsecrets.external-secrets.io/db, fieldsV1:"
                                        + " {'f:data': {'f:old': {}}, 'f:metadata': {'f:labels':"
                                        + " {'f:ours': {}}}}}]}}"));

        SyncPlan plan =
                plan(external("target: {creationPolicy: Merge}", ""), Map.of("a", "1"), live);

        Map<String, Object> secret = ((SyncPlan.Replace) plan.write()).secret();
        assertThat(Fields.map(secret, "data")).containsOnlyKeys("mine", "a");
        assertThat(Fields.map(secret, "metadata", "labels"))
                .containsOnlyKeys("theirs", Marks.MANAGED);
        assertThat(Fields.list(secret, "metadata", "ownerReferences")).isEmpty();
        assertThat(Fields.at(secret, "metadata", "managedFields")).isEmpty();
    }

    @Test
    void templatesCountBeforeTheValuesThatMergeKeeps() throws Exception {
        String template = "target: {template: {mergePolicy: %s, data: {a: 'made of {{ .a }}'}}}";

        Map<String, Object> merged =
                created(
                        plan(
                                external(template.formatted("Merge"), ""),
                                Map.of("a", "1", "b", "2"),
                                Optional.empty()));
        Map<String, Object> replaced =
                created(
                        plan(
                                external(template.formatted("Replace"), ""),
                                Map.of("a", "1", "b", "2"),
                                Optional.empty()));

        assertThat(Fields.map(merged, "data")).containsOnlyKeys("a", "b");
        assertThat(Fields.map(replaced, "data")).containsOnlyKeys("a");
        assertThat(SecretData.of(merged).get("a"))
                .isEqualTo("made of 1".getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void whatATemplateCannotDoIsNamedAndQuotesNoValue() {
        for (String wrong :
                List.of(
                        "{{ pkcs12key .a }}",
                        "{{ .none }}",
                        "{{ fail .a }}",
                        "{{ .a | fromJson }}x{{")) {
            String spec = "target: {template: {data: {k: '" + wrong + "'}}}";
            assertThatThrownBy(
                            () -> plan(external(spec, ""), Map.of("a", CANARY), Optional.empty()))
                    .as(wrong)
                    .isInstanceOf(CannotSync.class)
                    .hasMessageStartingWith("could not apply template")
                    .hasMessageNotContaining(CANARY);
        }
        String lines = "target: {template: {templateFrom: [{literal: 'a: [{{ .a }}'}]}}";
        assertThatThrownBy(() -> plan(external(lines, ""), Map.of("a", CANARY), Optional.empty()))
                .hasMessageContaining("is no map of texts")
                .hasMessageNotContaining(CANARY);
    }

    private static SyncPlan plan(
            LiveObject external, Map<String, String> values, Optional<Map<String, Object>> live)
            throws CannotSync {
        Map<String, byte[]> data = new TreeMap<>();
        values.forEach((key, value) -> data.put(key, value.getBytes(StandardCharsets.UTF_8)));
        return SyncPlan.of(
                external,
                SpecReader.read(external.content()),
                new ProvidedData(data, List.of()),
                live,
                (kind, name, key) -> "");
    }

    private static Map<String, Object> created(SyncPlan plan) {
        return ((SyncPlan.Create) plan.write()).secret();
    }

    private static LiveObject external(String more, String metadata) {
        return ObjectsOfTests.external(
                "{" + metadata + "spec: {" + DATA + (more.isEmpty() ? "" : ", " + more) + "}}");
    }
}
