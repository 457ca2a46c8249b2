package dev.nordbox.appliance.control;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nordbox.appliance.cluster.Manifests;
import dev.nordbox.appliance.manifest.Fields;
import dev.nordbox.appliance.manifest.Manifest;
import dev.nordbox.appliance.manifest.ResourceKey;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What is not pruned because volumes would go with it, however far away they are. */
class OwnedVolumesTest {

    private final Bed bed = new Bed();

    @Test
    void theOwnerOfTheOwnerOfAClaimStays() {
        bed.application("db").configMapFile("db", "own", "x").configMapFile("db", "cluster", "x");
        bed.commit();
        bed.start().calm();
        ResourceKey cluster = Bed.configMap("db", "cluster");
        ResourceKey set = put("apps/v1", "StatefulSet", "db", owned(cluster, "v1"));
        put("v1", "PersistentVolumeClaim", "data-db-0", owned(set, "apps/v1"));

        bed.remove("apps/db/cluster.yaml").commit();
        bed.calm();

        assertThat(bed.cluster.keys()).contains(cluster);
        assertThat(bed.asked("GET", "/applications/db/why").content().toString())
                .contains("data-db-0", "would be deleted with it");
    }

    @Test
    void aClusterScopedOwnerStaysForClaimsAnywhere() {
        bed.application("db").configMapFile("db", "own", "x");
        bed.file(
                "apps/db/role.yaml",
                "apiVersion: rbac.authorization.k8s.io/v1\n"
                        + "kind: ClusterRole\nmetadata: {name: pool}\nrules: []\n");
        bed.commit();
        bed.start().calm();
        ResourceKey pool = new ResourceKey("rbac.authorization.k8s.io", "ClusterRole", "", "pool");
        put("v1", "PersistentVolumeClaim", "data", owned(pool, "rbac.authorization.k8s.io/v1"));

        bed.remove("apps/db/role.yaml").commit();
        bed.calm();

        assertThat(bed.cluster.keys()).contains(pool);
    }

    @Test
    void aChartOfK3sStaysWhileItsReleaseHasClaims() {
        bed.application("charts").configMapFile("charts", "own", "x");
        bed.cluster.put(chartDefinition());
        bed.cluster.put(Manifests.namespace("shop"));
        bed.file(
                "apps/charts/redis.yaml",
                """
                apiVersion: helm.cattle.io/v1
                kind: HelmChart
                metadata: {name: redis}
                spec: {targetNamespace: shop}
                """);
        bed.commit();
        bed.start().calm();
        Map<String, Object> release = Map.of("meta.helm.sh/release-name", "redis");
        Manifest claim =
                Manifests.object("v1", "PersistentVolumeClaim", "shop", "redis-data", Map.of());
        bed.cluster.put(claim);
        bed.cluster.edit(claim.key(), Map.of("metadata", Map.of("annotations", release)));
        ResourceKey chart = new ResourceKey("helm.cattle.io", "HelmChart", "charts", "redis");

        bed.remove("apps/charts/redis.yaml").commit();
        bed.calm();
        assertThat(bed.cluster.keys()).contains(chart);

        bed.cluster.remove(claim.key());
        bed.pass(java.time.Duration.ofMinutes(2));
        assertThat(bed.cluster.keys()).doesNotContain(chart);
    }

    private static Manifest chartDefinition() {
        Manifest any = Manifests.crd("HelmChart", "helmcharts", true);
        Map<String, Object> spec = new LinkedHashMap<>(Fields.map(any.content(), "spec"));
        spec.put("group", "helm.cattle.io");
        return Manifests.object(
                any.apiVersion(),
                any.key().kind(),
                "",
                "helmcharts.helm.cattle.io",
                Map.of("spec", spec));
    }

    /** A reference to an object that is there. */
    private Map<String, Object> owned(ResourceKey owner, String version) {
        String uid = Fields.text(bed.cluster.content(owner), "metadata", "uid").orElseThrow();
        return Map.of(
                "ownerReferences",
                List.of(
                        Map.of(
                                "apiVersion",
                                version,
                                "kind",
                                owner.kind(),
                                "name",
                                owner.name(),
                                "uid",
                                uid)));
    }

    private ResourceKey put(
            String version, String kind, String name, Map<String, Object> metadata) {
        Manifest manifest = Manifests.object(version, kind, "db", name, Map.of());
        bed.cluster.put(manifest);
        bed.cluster.edit(manifest.key(), Map.of("metadata", metadata));
        return manifest.key();
    }
}
