package dev.nordbox.appliance.tombstone;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nordbox.appliance.argo.YamlObject;
import dev.nordbox.appliance.cluster.LiveObject;
import dev.nordbox.appliance.manifest.Manifest;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * What can be applied to have an object again: as it was, and not what was of the old one alone.
 */
class RemainsTest {

    @Test
    void whatTheServerWroteIsLeftOut() {
        assertThat(
                        remains(
                                """
                                apiVersion: apps/v1
                                kind: Deployment
                                metadata:
                                  name: web
                                  namespace: shop
                                  uid: 1234
                                  resourceVersion: "77"
                                  generation: 3
                                  creationTimestamp: "2026-11-28T12:00:00Z"
                                  managedFields: [{manager: nordbox}]
                                  ownerReferences: [{kind: Job, name: x, uid: y}]
                                  labels: {app: web}
                                  finalizers: [foregroundDeletion, example.no/hold]
                                  annotations:
                                    kubectl.kubernetes.io/last-applied-configuration: "{}"
                                    deployment.kubernetes.io/revision: "4"
                                    team: blue
                                spec: {replicas: 3}
                                """))
                .isEqualTo(
                        YamlObject.of(
                                """
                                apiVersion: apps/v1
                                kind: Deployment
                                metadata:
                                  name: web
                                  namespace: shop
                                  labels: {app: web}
                                  annotations: {team: blue}
                                  finalizers: [example.no/hold]
                                spec: {replicas: 3}
                                """));
    }

    @Test
    void ofASecretNothingIsLeftButItsName() {
        Tombstone tombstone =
                Remains.of(
                        live(
                                """
                                apiVersion: v1
                                kind: Secret
                                metadata:
                                  name: db
                                  namespace: shop
                                  annotations:
                                    kubectl.kubernetes.io/last-applied-configuration: hunter2
                                data: {password: aHVudGVyMg==}
                                """));

        assertThat(tombstone.content()).isEmpty();
        assertThat(tombstone.toString()).doesNotContain("hunter2", "aHVudGVyMg");
        assertThat(tombstone.remark()).isEqualTo(Remains.OF_SECRETS);
    }

    @Test
    void anAddressThatAnotherServiceMayHaveByNowIsNotAskedFor() {
        assertThat(
                        remains(
                                        """
                                apiVersion: v1
                                kind: Service
                                metadata: {name: web, namespace: shop}
                                spec:
                                  clusterIP: 10.43.0.7
                                  clusterIPs: [10.43.0.7]
                                  ports: [{port: 80, nodePort: 30080}]
                                """)
                                .get("spec"))
                .isEqualTo(
                        Map.of(
                                "ports",
                                YamlObject.of("x: [{port: 80, nodePort: 30080}]").get("x")));
        assertThat(
                        remains(
                                        """
                                        apiVersion: v1
                                        kind: Service
                                        metadata: {name: web, namespace: shop}
                                        spec: {clusterIP: None}
                                        """)
                                .get("spec"))
                .isEqualTo(Map.of("clusterIP", "None"));
    }

    @Test
    void aClaimComesBackEmptyAndThatIsSaid() {
        Tombstone tombstone =
                Remains.of(
                        live(
                                """
                                apiVersion: v1
                                kind: PersistentVolumeClaim
                                metadata:
                                  name: data
                                  namespace: shop
                                  finalizers: [kubernetes.io/pvc-protection]
                                  annotations: {pv.kubernetes.io/bind-completed: "yes"}
                                spec: {volumeName: pvc-1, storageClassName: local-path}
                                """));

        assertThat(tombstone.content().orElseThrow())
                .isEqualTo(
                        YamlObject.of(
                                """
                                apiVersion: v1
                                kind: PersistentVolumeClaim
                                metadata: {name: data, namespace: shop}
                                spec: {storageClassName: local-path}
                                """));
        assertThat(tombstone.remark()).startsWith("it comes back empty: its data went with");
    }

    @Test
    void aJobSelectsItsPodsAnew() {
        assertThat(
                        remains(
                                        """
                                apiVersion: batch/v1
                                kind: Job
                                metadata: {name: migrate, namespace: shop}
                                spec:
                                  selector: {matchLabels: {batch.kubernetes.io/controller-uid: u}}
                                  template:
                                    metadata:
                                      labels:
                                        app: migrate
                                        controller-uid: u
                                        batch.kubernetes.io/controller-uid: u
                                        job-name: migrate
                                        batch.kubernetes.io/job-name: migrate
                                    spec: {restartPolicy: Never}
                                """)
                                .get("spec"))
                .isEqualTo(
                        YamlObject.of(
                                """
                                template:
                                  metadata: {labels: {app: migrate}}
                                  spec: {restartPolicy: Never}
                                """));
    }

    @Test
    void whatWasAskedOfAnApplicationIsNotAskedOfTheNextOne() {
        assertThat(
                        remains(
                                """
                                apiVersion: argoproj.io/v1alpha1
                                kind: Application
                                metadata:
                                  name: web
                                  namespace: argocd
                                  finalizers: [resources-finalizer.argocd.argoproj.io]
                                spec: {project: default}
                                operation: {sync: {prune: true}}
                                status: {sync: {status: Synced}}
                                """))
                .doesNotContainKeys("operation", "status");
    }

    private static Map<String, Object> remains(String yaml) {
        return Remains.of(live(yaml)).content().orElseThrow();
    }

    private static LiveObject live(String yaml) {
        Manifest manifest = Manifest.of(YamlObject.of(yaml), "a test");
        return new LiveObject(manifest.key(), manifest.apiVersion(), manifest.content());
    }
}
