package dev.nordbox.appliance.external.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nordbox.appliance.external.CannotSync;
import dev.nordbox.appliance.manifest.Fields;
import dev.nordbox.appliance.render.yaml.ConfigurationValues;
import dev.nordbox.appliance.render.yaml.YamlParser;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VaultStoreTest {
    private static final String AUTH = "spec.provider.vault.auth.";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "tokenSecretRef: {key: t} | tokenSecretRef.name: has to be there",
                "tokenSecretRef: {name: t} | tokenSecretRef.key: has to be there",
                "appRole: {roleId: r} | appRole.secretRef: has to be there",
                "appRole: {roleId: r, secretRef: {key: k}} | appRole.secretRef.name: has to be there",
                "appRole: {roleRef: {key: k}, secretRef: {name: s, key: k}} | appRole.roleRef.name: has to be there",
                "kubernetes: {role: r, serviceAccountRef: {}} | kubernetes.serviceAccountRef.name: has to be there",
                "kubernetes: {serviceAccountRef: {name: a}} | kubernetes.role: has to be there",
                "jwt: {secretRef: {name: j}} | jwt.secretRef.key: has to be there",
                "jwt: {kubernetesServiceAccountToken: {}} | jwt.kubernetesServiceAccountToken.serviceAccountRef: has to be there",
                "jwt: {kubernetesServiceAccountToken: {audiences: [v]}} | jwt.kubernetesServiceAccountToken.serviceAccountRef: has to be there",
            })
    void whatALoginNeedsIsAskedFor(String auth, String named) {
        assertThatThrownBy(() -> read("auth: {" + auth + "}"))
                .isInstanceOf(CannotSync.class)
                .hasMessage(AUTH + named);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "auth: {tokenSecretRef: {name: t, key: t}, kubernetes: {role: r, serviceAccountRef: {name: a}}} | .auth: only one of tokenSecretRef, kubernetes",
                "auth: {appRole: {roleId: r, roleRef: {name: s, key: k}, secretRef: {name: s, key: k}}} | .auth.appRole: only one of roleId, roleRef",
                "auth: {kubernetes: {role: r, serviceAccountRef: {name: a}, secretRef: {name: s}}} | .auth.kubernetes: only one of serviceAccountRef, secretRef",
                "auth: {jwt: {secretRef: {name: s, key: k}, kubernetesServiceAccountToken: {serviceAccountRef: {name: a}}}} | .auth.jwt: only one of secretRef, kubernetesServiceAccountToken",
                "caBundle: eA==, caProvider: {type: Secret, name: ca, key: k} | : only one of caBundle, caProvider"
            })
    void whatWouldBePassedOverIsNamed(String vault, String named) {
        assertThatThrownBy(() -> read(vault))
                .isInstanceOf(CannotSync.class)
                .hasMessage("spec.provider.vault" + named + " can be honoured");
    }

    /** An empty selector fits every namespace, so a slip must not leave one. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{namespaces: [a]} | spec.conditions: has to be a list",
                "[{namespaceSelector: {matchLabel: {a: b}}}] | spec.conditions[0].namespaceSelector.matchLabel is not honoured",
                "[{namespaceSelector: {matchLabels: [a]}}] | spec.conditions[0].namespaceSelector.matchLabels: has to be a map",
                "[{namespaceSelector: {matchExpressions: {key: a}}}] | spec.conditions[0].namespaceSelector.matchExpressions: has to be a list",
                "[{namespaceSelector: [a]}] | spec.conditions[0].namespaceSelector: has to be an object",
                "[{namespaceRegexes: a}] | spec.conditions[0].namespaceRegexes: has to be a list"
            })
    void aSlipInTheConditionsOpensNoStore(String conditions, String named) throws Exception {
        String yaml =
                "spec: {conditions: %s, provider: {vault: {server: 'https://vault.example.no'}}}"
                        .formatted(conditions);
        Map<String, Object> store = fields(yaml);

        assertThatThrownBy(() -> VaultStore.read(store))
                .isInstanceOf(CannotSync.class)
                .hasMessage(named);
    }

    @Test
    void theKeyOfAStoredTokenOfKubernetesMayBeLeftOut() throws Exception {
        VaultStore store = read("auth: {kubernetes: {role: r, secretRef: {name: s}}}");

        assertThat(store.auth().orElseThrow())
                .isInstanceOfSatisfying(
                        VaultAuth.ServiceAccount.class,
                        login -> assertThat(login.token().orElseThrow().key()).isEqualTo("token"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "serviceAccountRef: {name: a}                                      | [vault] | 600",
                "serviceAccountRef: {name: a}, audiences: [b, c]                   | [b, c]  | 600",
                "serviceAccountRef: {name: a}, audiences: []                       | []      | 600",
                "serviceAccountRef: {name: a, audiences: [x]}, audiences: [b]      | [x, b]  | 600",
                "serviceAccountRef: {name: a}, expirationSeconds: 900              | [vault] | 900",
                "serviceAccountRef: {name: a}, expirationSeconds: 0                | [vault] | 600"
            })
    void theTokenOfAJwtLoginIsForVaultAndForTenMinutesUnlessItIsSaid(
            String token, String audiences, long seconds) throws Exception {
        VaultAuth.ServiceAccount login =
                account("jwt: {role: r, kubernetesServiceAccountToken: {" + token + "}}");

        assertThat(login.path()).isEqualTo("jwt");
        assertThat(login.account().orElseThrow().audiences()).hasToString(audiences);
        assertThat(login.lifetime()).hasSeconds(seconds);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "jwt: {secretRef: {name: s, key: k}}                        | jwt",
                "jwt: {path: oidc, secretRef: {name: s, key: k}}            | oidc",
                "kubernetes: {role: r, secretRef: {name: s}}                | kubernetes",
                "kubernetes: {mountPath: k3s, role: r, secretRef: {name: s}} | k3s"
            })
    void aMethodIsWhereItUsuallyIsUnlessItIsSaid(String auth, String path) throws Exception {
        assertThat(account(auth).path()).isEqualTo(path);
    }

    @Test
    void theIdOfAnAppRoleMayBeASecretToo() throws Exception {
        VaultStore store =
                read(
                        "auth: {appRole: {roleRef: {name: i, key: id}, secretRef: {name: s, key:"
                                + " k}}}");

        assertThat(store.auth())
                .hasValue(
                        new VaultAuth.AppRole(
                                "approle",
                                Optional.empty(),
                                Optional.of(new SecretRef("i", "id", Optional.empty())),
                                new SecretRef("s", "k", Optional.empty())));
    }

    @Test
    void whereCertificatesAreIsAskedFor() {
        assertThatThrownBy(() -> read("caProvider: {type: Secret}"))
                .hasMessageContaining("caProvider.name: has to be there")
                .hasMessageContaining("caProvider.key: has to be there");
    }

    private static VaultAuth.ServiceAccount account(String auth) throws Exception {
        return (VaultAuth.ServiceAccount) read("auth: {" + auth + "}").auth().orElseThrow();
    }

    private static VaultStore read(String vault) throws Exception {
        return VaultStore.read(
                fields(
                        "spec: {provider: {vault: {server: 'https://vault.example.no:8200', path:"
                                + " secret, "
                                + vault
                                + "}}}"));
    }

    static Map<String, Object> fields(String yaml) throws Exception {
        return Fields.map(ConfigurationValues.of(YamlParser.forConfiguration().parse(yaml)));
    }
}
