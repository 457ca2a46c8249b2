package dev.nordbox.appliance.external.vault;

import static dev.nordbox.appliance.external.Shape.any;
import static dev.nordbox.appliance.external.Shape.flag;
import static dev.nordbox.appliance.external.Shape.listOf;
import static dev.nordbox.appliance.external.Shape.mapOf;
import static dev.nordbox.appliance.external.Shape.number;
import static dev.nordbox.appliance.external.Shape.oneOf;
import static dev.nordbox.appliance.external.Shape.text;

import dev.nordbox.appliance.external.Shape;

/** What of a SecretStore or ClusterSecretStore is honoured. */
final class StoreShape {
    private static final String OTHER_AUTH = "log in by tokenSecretRef, appRole, kubernetes or jwt";

    /** Its key may be left out. */
    private static final Shape.Structure TOKEN_REF =
            Shape.structure()
                    .with("name", text())
                    .with("key", text())
                    .with("namespace", text())
                    .needing("name");

    private static final Shape SECRET_REF = TOKEN_REF.needing("name", "key");

    private static final Shape ACCOUNT_REF =
            Shape.structure()
                    .with("name", text())
                    .with("namespace", text())
                    .with("audiences", listOf(text()))
                    .needing("name");

    private static final Shape AUTH =
            Shape.structure()
                    .with("namespace", text())
                    .with("tokenSecretRef", SECRET_REF)
                    .with(
                            "appRole",
                            Shape.structure()
                                    .with("path", text())
                                    .with("roleId", text())
                                    .with("roleRef", SECRET_REF)
                                    .with("secretRef", SECRET_REF)
                                    .needing("secretRef"))
                    .with(
                            "kubernetes",
                            Shape.structure()
                                    .with("mountPath", text())
                                    .with("role", text())
                                    .with("serviceAccountRef", ACCOUNT_REF)
                                    .with("secretRef", TOKEN_REF)
                                    .needing("role"))
                    .with(
                            "jwt",
                            Shape.structure()
                                    .with("path", text())
                                    .with("role", text())
                                    .with("secretRef", SECRET_REF)
                                    .with(
                                            "kubernetesServiceAccountToken",
                                            Shape.structure()
                                                    .with("serviceAccountRef", ACCOUNT_REF)
                                                    .with("audiences", listOf(text()))
                                                    .with("expirationSeconds", number())
                                                    .needing("serviceAccountRef")))
                    .otherwise(OTHER_AUTH);

    private static final Shape VAULT =
            Shape.structure()
                    .with("server", text())
                    .with("path", text())
                    .with("version", oneOf("v1", "v2"))
                    .with("namespace", text())
                    .with("caBundle", text())
                    .with(
                            "caProvider",
                            Shape.structure()
                                    .with("type", oneOf("Secret", "ConfigMap"))
                                    .with("name", text())
                                    .with("key", text())
                                    .with("namespace", text())
                                    .needing("name", "key"))
                    .with("headers", mapOf(text()))
                    .with("readYourWrites", flag())
                    .with("forwardInconsistent", flag())
                    .with("auth", AUTH)
                    .without("tls", "client certificates are not sent; " + OTHER_AUTH)
                    .without("checkAndSet", "nothing is written to Vault");

    /** A slip in it would leave a selector that fits every namespace. */
    private static final Shape CONDITION =
            Shape.structure()
                    .with("namespaces", listOf(text()))
                    .with("namespaceRegexes", listOf(text()))
                    .with(
                            "namespaceSelector",
                            Shape.structure()
                                    .with("matchLabels", mapOf(text()))
                                    .with(
                                            "matchExpressions",
                                            listOf(
                                                    Shape.structure()
                                                            .with("key", text())
                                                            .with(
                                                                    "operator",
                                                                    oneOf(
                                                                            "In",
                                                                            "NotIn",
                                                                            "Exists",
                                                                            "DoesNotExist"))
                                                            .with("values", listOf(text()))
                                                            .needing("key", "operator"))));

    static final Shape SPEC =
            Shape.structure()
                    .with("controller", text())
                    .with(
                            "provider",
                            Shape.structure()
                                    .with("vault", VAULT)
                                    .otherwise("the only provider is vault"))
                    .with("refreshInterval", any())
                    .with("conditions", listOf(CONDITION))
                    .without(
                            "retrySettings",
                            "what fails is tried again with growing pauses, 1 s to 5 min");

    private StoreShape() {}
}
