package dev.nordbox.appliance.scenario;

import static dev.nordbox.appliance.scenario.Objects.configMapKey;
import static dev.nordbox.appliance.scenario.Objects.deployment;
import static dev.nordbox.appliance.scenario.Objects.key;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** An operator, its webhook and an object that the webhook judges, in one application. */
class WebhookIT {

    @RegisterExtension static final Box BOX = new Box();

    private static final String ADMISSION = "admissionregistration.k8s.io";

    @Test
    void webhookWhoseServerIsDownDoesNotHoldUpItsCure() throws Exception {
        BOX.application("vakt").manifest("vakt", "vakt", VAKT.formatted("broken")).commit();
        BOX.start();
        BOX.awaitThere(configMapKey("vakt", "regler"));
        BOX.awaitThere(key(ADMISSION, "ValidatingWebhookConfiguration", "", "vakt"));
        BOX.stop();

        BOX.manifest("vakt", "vakt", VAKT.formatted("1")).commit();
        BOX.start();

        BOX.await(
                "the cure is there",
                () ->
                        BOX.object(deployment("vakt", "vakt"))
                                .content()
                                .toString()
                                .contains("registry.example.no/vakt:1"));
    }

    private static final String VAKT =
            """
            apiVersion: apps/v1
            kind: Deployment
            metadata: {name: vakt}
            spec:
              selector: {matchLabels: {app: vakt}}
              template:
                metadata: {labels: {app: vakt}}
                spec: {containers: [{name: vakt, image: "registry.example.no/vakt:%s"}]}
            ---
            apiVersion: v1
            kind: Service
            metadata: {name: vakt}
            spec:
              selector: {app: vakt}
              ports: [{port: 443, targetPort: 8443}]
            ---
            apiVersion: v1
            kind: ConfigMap
            metadata: {name: regler, labels: {vakt: "true"}}
            data: {regel: "1"}
            ---
            apiVersion: admissionregistration.k8s.io/v1
            kind: ValidatingWebhookConfiguration
            metadata: {name: vakt}
            webhooks:
            - name: vakt.example.no
              admissionReviewVersions: [v1]
              sideEffects: None
              failurePolicy: Fail
              timeoutSeconds: 2
              clientConfig: {service: {name: vakt, namespace: vakt, path: /}}
              namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: vakt}}
              objectSelector: {matchLabels: {vakt: "true"}}
              rules:
              - apiGroups: [""]
                apiVersions: [v1]
                operations: [CREATE, UPDATE]
                resources: [configmaps]
            """;
}
