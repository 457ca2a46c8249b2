package dev.nordbox.appliance.scenario;

import static dev.nordbox.appliance.scenario.Objects.configMap;
import static dev.nordbox.appliance.scenario.Objects.configMapKey;
import static dev.nordbox.appliance.scenario.Objects.deployment;
import static dev.nordbox.appliance.scenario.Objects.key;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nordbox.appliance.OverheardLog;
import dev.nordbox.appliance.argo.status.Condition;
import dev.nordbox.appliance.argo.status.ConditionType;
import dev.nordbox.appliance.assess.HealthStatus;
import dev.nordbox.appliance.cluster.Detail;
import dev.nordbox.appliance.cluster.LiveObject;
import dev.nordbox.appliance.cluster.WriteBook;
import dev.nordbox.appliance.manifest.GroupKind;
import dev.nordbox.appliance.manifest.ResourceKey;
import dev.nordbox.appliance.seal.Scope;
import dev.nordbox.appliance.seal.Sealing;
import dev.nordbox.appliance.seal.SealingCertificate;
import dev.nordbox.appliance.seal.control.KeyPolicy;
import dev.nordbox.appliance.seal.control.KeyStore;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.snakeyaml.engine.v2.api.Dump;
import org.snakeyaml.engine.v2.api.DumpSettings;

/** Secrets of the repository, sealed and in the clear, with the rights of a box. */
class SealedSecretsIT {

    private static final String CANARY = "c4n4ry-6c2f";
    private static final String WAVE = "argocd.argoproj.io/sync-wave";

    @RegisterExtension static final Box BOX = new Box();

    @RegisterExtension final OverheardLog log = new OverheardLog(CANARY, base64(CANARY));

    /** As `up` has it: the controller starts with a key, and makes none of 4096 bits here. */
    @BeforeEach
    void thereIsAKey() throws Exception {
        certificate();
    }

    @Test
    void whatIsSealedInGitIsASecretAndItsApplicationHealthy() throws Exception {
        BOX.refusingPlainSecrets().start();
        BOX.application("sealed").manifest("sealed", "db", sealed("sealed", "db", CANARY));
        BOX.commit();

        BOX.awaitSynced("sealed");
        BOX.awaitHealth("sealed", HealthStatus.HEALTHY);

        BOX.awaitField(secret("sealed", "db"), base64(CANARY), "data", "k");
        assertThat(BOX.object(secret("sealed", "db")).fieldsAppliedBy("nordbox")).isEmpty();

        BOX.manifest("sealed", "db", sealed("sealed", "db", "another")).commit();

        BOX.awaitField(secret("sealed", "db"), base64("another"), "data", "k");
    }

    @Test
    void aSecretInTheClearIsRefusedAndNothingOfItsCommitIsApplied() throws Exception {
        BOX.refusingPlainSecrets().start();
        BOX.application("plain").manifest("plain", "settings", configMap("settings", "1"));
        BOX.commit();
        BOX.awaitSynced("plain");

        BOX.manifest("plain", "settings", configMap("settings", "2"))
                .manifest("plain", "db", plain("db", CANARY))
                .commit();

        BOX.await("the refusal", () -> !refusals("plain").isEmpty());
        assertThat(refusals("plain"))
                .singleElement()
                .asString()
                .startsWith("apps/plain/db.yaml:1: the Secret ")
                .contains("is in the clear (k)", "secret seal")
                .doesNotContain(CANARY, base64(CANARY));
        assertThat(BOX.live(secret("plain", "db"))).isEmpty();
        assertThat(BOX.field(configMapKey("plain", "settings"), "data", "key")).contains("1");

        BOX.manifest("plain", "db", sealed("plain", "db", CANARY)).commit();

        BOX.awaitSynced("plain");
        BOX.awaitHealth("plain", HealthStatus.HEALTHY);
        BOX.awaitField(secret("plain", "db"), base64(CANARY), "data", "k");
        assertThat(BOX.field(configMapKey("plain", "settings"), "data", "key")).contains("2");
        assertThat(refusals("plain")).isEmpty();
        assertThat(everythingTold("plain")).doesNotContain(CANARY, base64(CANARY));
    }

    @Test
    void waveWaitsForTheSecretOfTheSealedSecretBeforeIt() throws Exception {
        BOX.refusingPlainSecrets().start();
        BOX.application("waved")
                .manifest("waved", "db", sealed("elsewhere", "db", CANARY))
                .manifest("waved", "web", deployment("web", Map.of(WAVE, "1")))
                .commit();
        BOX.awaitHealth("waved", HealthStatus.DEGRADED);
        assertThat(BOX.message("waved")).doesNotContain(CANARY);
        assertThat(BOX.live(secret("waved", "db"))).isEmpty();
        assertThat(BOX.live(Objects.deployment("waved", "web"))).isEmpty();

        BOX.manifest("waved", "db", sealed("waved", "db", CANARY)).commit();

        BOX.awaitThere(Objects.deployment("waved", "web"));
        assertThat(BOX.field(secret("waved", "db"), "data", "k")).contains(base64(CANARY));
    }

    @Test
    void aProjectThatWarnsHasItsPlainSecretsAppliedAndTold() throws Exception {
        BOX.refusingPlainSecrets().start();
        BOX.file(
                        "argocd/project.yaml",
                        """
                        apiVersion: argoproj.io/v1alpha1
                        kind: AppProject
                        metadata:
                          name: legacy
                          namespace: argocd
                          annotations: {nordbox.no/plain-secrets: warn}
                        spec:
                          sourceRepos: ['*']
                          destinations: [{server: '*', namespace: warned}]
                          clusterResourceWhitelist: [{group: '', kind: Namespace}]
                        """)
                .file(
                        "argocd/warned.yaml",
                        BOX.applicationText(
                                        "warned",
                                        "automated: {prune: true, selfHeal: true}",
                                        "syncOptions: [CreateNamespace=true]")
                                .replace("project: default", "project: legacy"))
                .manifest("warned", "db", plain("db", CANARY))
                .commit();

        BOX.awaitSynced("warned");

        assertThat(BOX.field(secret("warned", "db"), "data", "k")).contains(base64(CANARY));
        BOX.await("the warning", () -> !warnings("warned").isEmpty());
        assertThat(warnings("warned").get(0))
                .startsWith("apps/warned/db.yaml:1: ")
                .doesNotContain(CANARY, base64(CANARY));

        BOX.manifest("warned", "db", sealed("warned", "db", CANARY)).commit();

        BOX.awaitSynced("warned");
        BOX.await("no warning", () -> warnings("warned").isEmpty());
    }

    // ---- what is written

    private static String plain(String name, String value) {
        return """
        apiVersion: v1
        kind: Secret
        metadata: {name: %s}
        stringData: {k: %s}
        """
                .formatted(name, value);
    }

    private static String sealed(String namespace, String name, String value) throws Exception {
        Map<String, Object> plain = new LinkedHashMap<>(Objects.yaml(plain(name, value)));
        plain.put("metadata", Map.of("name", name, "namespace", namespace));
        Map<String, Object> sealed =
                new LinkedHashMap<>(
                        new Sealing(certificate(), new SecureRandom()).seal(plain, Scope.STRICT));
        sealed.put("metadata", Map.of("name", name)); // the Application says where it goes
        return new Dump(DumpSettings.builder().build()).dumpToString(sealed);
    }

    /** Of the key that seals, which is made if there is none. */
    private static SealingCertificate certificate() throws Exception {
        KeyPolicy policy = new KeyPolicy(2048, Duration.ZERO, Optional.empty());
        return new KeyStore(
                        BOX.admin(), policy, Clock.systemUTC(), new SecureRandom(), WriteBook.NONE)
                .current()
                .ring()
                .current()
                .orElseThrow()
                .certificate();
    }

    private static ResourceKey secret(String namespace, String name) {
        return key("", "Secret", namespace, name);
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    // ---- what is told

    private static List<String> refusals(String application) throws Exception {
        return told(application, ConditionType.COMPARISON_ERROR);
    }

    private static List<String> warnings(String application) throws Exception {
        return told(application, ConditionType.PLAIN_SECRET_WARNING);
    }

    private static List<String> told(String application, ConditionType type) throws Exception {
        return BOX.status(application).conditions().of(type).stream()
                .map(Condition::message)
                .toList();
    }

    /** In events, and in what the objects say of themselves. */
    private static String everythingTold(String namespace) throws Exception {
        StringBuilder told = new StringBuilder();
        for (LiveObject event : BOX.admin().list(new GroupKind("", "Event"), "", Detail.FULL)) {
            told.append(event.content());
        }
        told.append(BOX.object(key("bitnami.com", "SealedSecret", namespace, "db")).content());
        told.append(BOX.object(Objects.application(namespace)).content());
        return told.toString();
    }
}
