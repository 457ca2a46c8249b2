package dev.nordbox.appliance.external.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.nordbox.appliance.OverheardLog;
import dev.nordbox.appliance.cluster.LiveObject;
import dev.nordbox.appliance.cluster.Propagation;
import dev.nordbox.appliance.external.Marks;
import dev.nordbox.appliance.external.Refresh;
import dev.nordbox.appliance.external.vault.FakeVault;
import dev.nordbox.appliance.manifest.Fields;
import dev.nordbox.appliance.manifest.ResourceKey;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What the controller promises, on the fake and on a real API server. */
abstract class ExternalSecretControllerContract extends ExternalNamespace {
    private static final String CANARY = "c4n4ry-e51a";
    private static final String ES = "ExternalSecret";
    private static final String PASSWORD =
            "data: [{secretKey: password, remoteRef: {key: db, property: password}}]\n";

    @RegisterExtension final OverheardLog log = new OverheardLog(CANARY, base64(CANARY));

    @BeforeAll
    static void waitLongEnough() {
        Awaitility.setDefaultTimeout(Duration.ofMinutes(3)); // a busy machine is no failure
        Awaitility.setDefaultPollInterval(Duration.ofMillis(50));
    }

    @Test
    void aSecretIsMadeOfWhatVaultHoldsAndShowsWhoseItIs() throws Exception {
        vault.put("db", Map.of("password", CANARY));
        store();
        start();
        LiveObject external = external("db", PASSWORD);

        await().until(() -> reason("db").equals("True SecretSynced"));

        LiveObject secret = secret("db").orElseThrow();
        assertThat(value("db", "password")).hasValue(CANARY);
        assertThat(Fields.map(secret.content(), "metadata", "labels"))
                .containsEntry(Marks.MANAGED, "true")
                .containsEntry(Marks.CREATED_BY, Marks.createdBy(here, "db"));
        assertThat(Fields.map(secret.content(), "metadata", "annotations"))
                .containsKey(Marks.DATA_HASH);
        Object owner = Fields.list(secret.content(), "metadata", "ownerReferences").get(0);
        assertThat(Fields.text(owner, "uid")).hasValue(external.uid());
        assertThat(secret.fieldsUpdatedBy("externalsecrets.external-secrets.io/db")).isPresent();
        assertThat(message("db")).isEqualTo("secret synced");
        assertThat(status("db", "binding", "name")).isEqualTo("db");
        assertThat(status("db", "refreshTime")).isNotEmpty();
        assertThat(status("db", "syncedResourceVersion"))
                .isEqualTo(Refresh.version(live(ES, "db").content()));
        await().until(() -> events("db").contains("Normal Created: secret created"));
        await().until(() -> ready("SecretStore", "vault", "reason").equals("Valid"));
        assertThat(written).containsExactly("create " + secret.key());
        assertThat(everythingTold()).doesNotContain(CANARY, vault.rootToken());
    }

    @Test
    void aChangedValueArrivesWithTheNextRefresh() throws Exception {
        vault.put("db", Map.of("password", "one"));
        store();
        start();
        external("db", "refreshInterval: 1s\n" + PASSWORD);
        await().until(() -> has("db", "password", "one"));

        vault.put("db", Map.of("password", "two"));

        await().until(() -> has("db", "password", "two"));
        await().until(() -> events("db").contains("Normal Updated: secret updated"));
    }

    @Test
    void withoutARefreshAnAnnotationFetchesAnew() throws Exception {
        vault.put("db", Map.of("password", "one"));
        store();
        start();
        external("db", "refreshPolicy: OnChange\n" + PASSWORD);
        await().until(() -> has("db", "password", "one"));
        vault.put("db", Map.of("password", "two"));

        change(ES, "db", "metadata: {annotations: {force-sync: 'x1'}}");

        await().until(() -> has("db", "password", "two"));
    }

    @Test
    void whatIsGoneFromVaultStaysOrGoesAsThePolicySays() throws Exception {
        vault.put("kept", Map.of("password", "one"));
        vault.put("gone", Map.of("password", "one"));
        store();
        start();
        String of =
                "refreshInterval: 1s\ndata: [{secretKey: p, remoteRef: {key: %s, property: password}}]\n";
        external("kept", of.formatted("kept"));
        external("gone", of.formatted("gone") + "target: {deletionPolicy: Delete}\n");
        await().until(() -> has("kept", "p", "one") && has("gone", "p", "one"));

        vault.delete("kept");
        vault.delete("gone");

        await().until(() -> secret("gone").isEmpty());
        await().until(() -> reason("gone").equals("True SecretDeleted"));
        await().until(() -> reason("kept").equals("False SecretSyncedError"));
        assertThat(message("kept"))
                .isEqualTo(
                        "could not get secret data from provider: error processing spec.data[0]"
                                + " (key: kept), err: Secret does not exist");
        assertThat(value("kept", "p")).hasValue("one");
        await().until( // they are told after the status
                        () ->
                                events("gone")
                                        .containsAll(
                                                List.of(
                                                        "Normal MissingProviderSecret: secret does"
                                                                + " not exist at provider using"
                                                                + " spec.dataFrom[0] (key=gone)",
                                                        "Normal Deleted: secret deleted due to"
                                                                + " DeletionPolicy=Delete")));

        vault.put("gone", Map.of("password", "again"));

        await().until(() -> has("gone", "p", "again"));
    }

    @Test
    void aTemplateSaysWhatTheSecretLooksLike() throws Exception {
        vault.put("db", Map.of("user", "app", "password", CANARY));
        create(
                "v1",
                "ConfigMap",
                "parts",
                "data: {url: 'postgres://{{ .user }}@db', more: 'a: \"{{ .user }}1\"'}");
        store();
        start();
        external(
                "db",
                """
                dataFrom: [{extract: {key: db}}]
                target:
                  name: shaped
                  template:
                    type: example.no/db
                    engineVersion: v2
                    metadata:
                      labels: {who: '{{ .user }}'}
                      annotations: {made: by-template}
                    data: {conf: 'user={{ .user | upper }}'}
                    templateFrom:
                      - configMap: {name: parts, items: [{key: url}, {key: more, templateAs: KeysAndValues}]}
                      - literal: 'b: "{{ .user }}2"'
                """);

        await().until(() -> reason("db").equals("True SecretSynced"));

        LiveObject secret = secret("shaped").orElseThrow();
        assertThat(Fields.map(secret.content(), "data")).containsOnlyKeys("conf", "url", "a", "b");
        assertThat(value("shaped", "conf")).hasValue("user=APP");
        assertThat(value("shaped", "url")).hasValue("postgres://app@db");
        assertThat(value("shaped", "a")).hasValue("app1");
        assertThat(value("shaped", "b")).hasValue("app2");
        assertThat(Fields.text(secret.content(), "type")).hasValue("example.no/db");
        assertThat(Fields.map(secret.content(), "metadata", "labels")).containsEntry("who", "app");

        change(ES, "db", "spec: {target: {template: {data: {conf: '{{ .nobody }}'}}}}");

        await().until(() -> reason("db").equals("False SecretSyncedError"));
        assertThat(message("db"))
                .startsWith("could not update secret: could not apply template")
                .contains("nobody");
        assertThat(everythingTold()).doesNotContain(CANARY);
    }

    @Test
    void aTypeStaysAndThatIsSaid() throws Exception {
        vault.put("db", Map.of("password", "one"));
        store();
        start();
        external("db", "target: {template: {type: example.no/db}}\n" + PASSWORD);
        await().until(() -> message("db").equals("secret synced"));

        change(ES, "db", "spec: {target: {template: {type: null}}}");

        await().until(() -> message("db").contains("; it stays of type example.no/db"));
        assertThat(reason("db")).isEqualTo("True SecretSynced");

        change(ES, "db", "spec: {target: {template: {type: example.no/other}}}");

        await().until(() -> reason("db").equals("False SecretSyncedError"));
        assertThat(message("db")).contains("which Kubernetes does not let change; delete it");
        LiveObject secret = secret("db").orElseThrow();

        cluster().delete(secret.key(), secret.uid(), Propagation.BACKGROUND);

        await().until(() -> reason("db").equals("True SecretSynced"));
        assertThat(Fields.text(secret("db").orElseThrow().content(), "type"))
                .hasValue("example.no/other");
    }

    @Test
    void aSecretThatSomebodyElseMadeIsNotDeletedWithTheStores() throws Exception {
        create("v1", "Secret", "db", "stringData: {mine: 'kept'}");
        store();
        start();
        external("db", "target: {deletionPolicy: Delete}\n" + PASSWORD);

        await().until(() -> reason("db").equals("False SecretSyncedError"));

        assertThat(message("db"))
                .startsWith("could not delete secret: unable to delete secret db")
                .contains("has not made it");
        assertThat(value("db", "mine")).hasValue("kept");
    }

    @Test
    void whatIsNotHonouredIsNamed() throws Exception {
        store();
        start();
        external(
                "db",
                """
                dataFrom: [{sourceRef: {generatorRef: {kind: Password, name: p}}}]
                syncWindows: {kind: allow}
                target: {manifest: {kind: ConfigMap}}
                """);

        await().until(() -> reason("db").equals("False SecretSyncedError"));

        assertThat(message("db"))
                .contains(
                        "spec.dataFrom[0].sourceRef.generatorRef is not honoured",
                        "spec.target.manifest is not honoured")
                .startsWith("spec is not honoured");
        await().until(
                        () ->
                                events("db").stream()
                                        .anyMatch(e -> e.startsWith("Warning UpdateFailed: ")));

        create(
                "external-secrets.io/v1",
                "SecretStore",
                "aws",
                "spec: {provider: {aws: {service: SecretsManager}}}");

        await().until(() -> ready("SecretStore", "aws", "status").equals("False"));
        assertThat(ready("SecretStore", "aws", "reason")).isEqualTo("InvalidProviderConfig");
        assertThat(ready("SecretStore", "aws", "message"))
                .contains("spec.provider.aws is not honoured: the only provider is vault");
    }

    @Test
    void aSecretOfSomebodyElseIsMergedAndGivenBack() throws Exception {
        vault.put("db", Map.of("password", "one", "user", "app"));
        store();
        start();
        create("v1", "Secret", "shared", "stringData: {mine: 'kept'}");
        external(
                "db",
                "target: {name: shared, creationPolicy: Merge}\ndataFrom: [{extract: {key: db}}]\n");
        await().until(() -> has("shared", "password", "one"));
        assertThat(value("shared", "mine")).hasValue("kept");
        assertThat(
                        Fields.list(
                                secret("shared").orElseThrow().content(),
                                "metadata",
                                "ownerReferences"))
                .isEmpty();

        change(
                ES,
                "db",
                "spec: {dataFrom: null, data: [{secretKey: user, remoteRef: {key: db, property: user}}]}");

        await().until(() -> value("shared", "password").isEmpty());
        assertThat(value("shared", "mine")).hasValue("kept");
        assertThat(value("shared", "user")).hasValue("app");
    }

    @Test
    void aSecretThatIsMissingForAMergeIsWaitedFor() throws Exception {
        vault.put("db", Map.of("password", "one"));
        store();
        start();
        external("db", "target: {name: later, creationPolicy: Merge}\n" + PASSWORD);
        await().until(() -> reason("db").equals("True SecretMissing"));

        create("v1", "Secret", "later", "stringData: {mine: 'kept'}");

        await().until(() -> has("later", "password", "one"));
        await().until(() -> reason("db").equals("True SecretSynced"));
    }

    @Test
    void aSecretThatWasDeletedOrChangedComesBack() throws Exception {
        vault.put("db", Map.of("password", "one"));
        store();
        start();
        external("db", PASSWORD);
        await().until(() -> reason("db").equals("True SecretSynced"));
        LiveObject first = secret("db").orElseThrow();

        cluster().delete(first.key(), first.uid(), Propagation.BACKGROUND);
        await().until(() -> secret("db").filter(s -> !s.uid().equals(first.uid())).isPresent());

        change("Secret", "db", "data: {password: " + base64("by hand") + ", other: eA==}");
        await().until(() -> has("db", "password", "one"));
        assertThat(value("db", "other")).isEmpty();
    }

    @Test
    void anotherNameTakesTheSecretOfTheFormerOneAway() throws Exception {
        vault.put("db", Map.of("password", "one"));
        store();
        start();
        external("db", PASSWORD);
        await().until(() -> status("db", "binding", "name").equals("db"));

        change(ES, "db", "spec: {target: {name: renamed}}");

        await().until(() -> has("renamed", "password", "one"));
        await().until(() -> secret("db").isEmpty());
    }

    @Test
    void manyKeysAreFoundRewrittenAndDecoded() throws Exception {
        vault.put("team/a/one", Map.of("v", "1"));
        vault.put("team/b/two", Map.of("v", "2"));
        vault.put("coded", Map.of("c", base64("plain")));
        store();
        start();
        external(
                "db",
                """
                dataFrom:
                  - find: {path: team, name: {regexp: '(one|two)$'}}
                    rewrite:
                      - regexp: {source: 'team/(.)/(.*)', target: '$2-of-$1'}
                      - transform: {template: 'k-{{ .value | upper }}'}
                  - find: {path: team, name: {regexp: 'one$'}, conversionStrategy: Unicode}
                  - extract: {key: coded, decodingStrategy: Base64}
                """);

        await().until(() -> reason("db").equals("True SecretSynced"));

        assertThat(Fields.map(secret("db").orElseThrow().content(), "data"))
                .containsOnlyKeys("k-ONE-OF-A", "k-TWO-OF-B", "team_U002f_a_U002f_one", "c");
        assertThat(value("db", "c")).hasValue("plain");
        assertThat(value("db", "k-ONE-OF-A")).hasValue("{\"v\":\"1\"}");
    }

    @Test
    void aVaultThatIsGoneCostsItsOwnExternalSecretsAlone() throws Exception {
        vault.put("db", Map.of("password", "one"));
        store();
        vault.hang();
        start();
        for (int i = 0; i < 5; i++) {
            external("stuck-" + i, PASSWORD);
        }
        try (FakeVault other = new FakeVault()) {
            other.put("db", Map.of("password", "two"));
            create(
                    "external-secrets.io/v1",
                    "SecretStore",
                    "other",
                    storeSpec("tokenSecretRef: {name: vault-token, key: token}")
                            .replace(vault.address().toString(), other.address().toString()));
            external("fine", "secretStoreRef: {name: other}\n" + PASSWORD);

            await().until(() -> has("fine", "password", "two"));
            assertThat(secret("stuck-0")).isEmpty();
        }
        vault.goOn();

        await().until(() -> has("stuck-4", "password", "one"));
    }

    @Test
    void aStoreThatIsMendedHelpsWhoeverWaitedForIt() throws Exception {
        vault.put("db", Map.of("password", "one"));
        start();
        external("db", PASSWORD);
        await().until(() -> message("db").contains("could not get SecretStore \"vault\""));

        store();

        await().until(() -> has("db", "password", "one"));
    }

    @Test
    void aStoreOfAnotherControllerIsSaidToBeOne() throws Exception {
        vault.put("db", Map.of("password", "one"));
        store();
        change("SecretStore", "vault", "spec: {controller: team-a}");
        start();
        external("db", PASSWORD);

        await().until(() -> reason("db").equals("False SecretSyncedError"));
        await().until(() -> ready("SecretStore", "vault", "status").equals("False"));
        assertThat(message("db")).contains("spec.controller leaves it to the controller team-a");
        assertThat(ready("SecretStore", "vault", "message")).contains("controller team-a");
        assertThat(vault.requests()).noneMatch(request -> request.startsWith("GET"));

        change("SecretStore", "vault", "spec: {controller: null}");

        await().until(() -> has("db", "password", "one"));
    }

    @Test
    void aServiceAccountLogsInThroughAStoreOfTheCluster() throws Exception {
        vault.admitAccount("kubernetes", "app", here + ":reader", "");
        vault.put("db", Map.of("password", "one"));
        create("v1", "ServiceAccount", "reader", "automountServiceAccountToken: false");
        create(
                "external-secrets.io/v1",
                "ClusterSecretStore",
                here,
                storeSpec(
                                "kubernetes: {role: app, mountPath: kubernetes, serviceAccountRef:"
                                        + " {name: reader}}")
                        .replace("spec: {", "spec: {conditions: [{namespaces: [" + here + "]}], "));
        start();
        external(
                "db",
                "secretStoreRef: {kind: ClusterSecretStore, name: " + here + "}\n" + PASSWORD);

        await().until(() -> has("db", "password", "one"));

        assertThat(vault.requests()).contains("POST auth/kubernetes/login");
        await().until(() -> !vault.revoked().isEmpty());
        await().until(() -> ready("ClusterSecretStore", here, "reason").equals("Valid"));

        change("ClusterSecretStore", here, "spec: {conditions: [{namespaces: [elsewhere]}]}");
        change(ES, "db", "metadata: {annotations: {again: '1'}}");

        await().until(() -> message("db").contains("denied by spec.condition"));
    }

    @Test
    void whileExternalSecretsRunsItsObjectsAreLeftAlone() throws Exception {
        vault.put("db", Map.of("password", "one"));
        store();
        create(
                "apps/v1",
                "Deployment",
                "external-secrets",
                """
                spec:
                  replicas: 1
                  selector: {matchLabels: {a: b}}
                  template:
                    metadata: {labels: {a: b}}
                    spec: {containers: [{name: c, image: 'ghcr.io/external-secrets/external-secrets:v2.9.0'}]}
                """);
        start();
        external("db", PASSWORD);

        await().until(
                        () ->
                                events("external-secrets").stream()
                                        .anyMatch(event -> event.contains("StandingBack")));
        assertThat(secret("db")).isEmpty();
        assertThat(List.of(reason("db"))).containsExactly(" ");
        cluster()
                .delete(
                        deployment(),
                        cluster().get(deployment()).orElseThrow().uid(),
                        Propagation.BACKGROUND);

        await().until(() -> has("db", "password", "one"));
    }

    private ResourceKey deployment() {
        return new ResourceKey("apps", "Deployment", here, "external-secrets");
    }
}
