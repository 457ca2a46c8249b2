package dev.nordbox.appliance;

import dev.nordbox.appliance.cluster.ClusterException;
import dev.nordbox.appliance.cluster.Detail;
import dev.nordbox.appliance.cluster.Fabric8Cluster;
import dev.nordbox.appliance.manifest.Fields;
import dev.nordbox.appliance.manifest.GroupKind;
import java.util.Optional;

/** The applications that benches have synced, {@code app-0} and so on, and how far they are. */
final class BenchApplications {

    static final GroupKind KIND = new GroupKind("argoproj.io", "Application");

    private BenchApplications() {}

    static String application(String name, String url) {
        return """
        apiVersion: argoproj.io/v1alpha1
        kind: Application
        metadata:
          name: %1$s
          namespace: argocd
        spec:
          project: default
          source: {repoURL: '%2$s', path: apps/%1$s, targetRevision: HEAD}
          destination: {server: 'https://kubernetes.default.svc', namespace: %1$s}
          syncPolicy:
            automated: {prune: true, selfHeal: true}
        """
                .formatted(name, url);
    }

    /** What each of them has in its repository. */
    static String objects(String name) {
        return """
        apiVersion: v1
        kind: Namespace
        metadata: {name: %1$s}
        ---
        apiVersion: v1
        kind: ServiceAccount
        metadata: {name: %1$s, namespace: %1$s}
        ---
        apiVersion: v1
        kind: Service
        metadata: {name: %1$s, namespace: %1$s}
        spec:
          selector: {app: %1$s}
          ports: [{name: http, port: 80, targetPort: 8080}]
        ---
        apiVersion: apps/v1
        kind: Deployment
        metadata: {name: %1$s, namespace: %1$s}
        spec:
          replicas: 0
          selector: {matchLabels: {app: %1$s}}
          template:
            metadata: {labels: {app: %1$s}}
            spec:
              serviceAccountName: %1$s
              containers: [{name: web, image: example.no/web:1}]
        ---
        apiVersion: networking.k8s.io/v1
        kind: Ingress
        metadata:
          name: %1$s
          namespace: %1$s
          annotations: {argocd.argoproj.io/ignore-healthcheck: "true"}
        spec:
          rules:
            - host: %1$s.example.no
              http:
                paths:
                  - path: /
                    pathType: Prefix
                    backend: {service: {name: %1$s, port: {name: http}}}
        """
                .formatted(name);
    }

    /** As the cluster itself tells. */
    static long synced(Fabric8Cluster cluster) throws Exception {
        return cluster.list(KIND, "", Detail.FULL).stream()
                .filter(object -> object.key().name().startsWith("app-"))
                .filter(
                        object ->
                                Fields.text(object.content(), "status", "sync", "status")
                                        .equals(Optional.of("Synced")))
                .count();
    }

    static long count(Fabric8Cluster cluster, GroupKind kind) throws Exception {
        try {
            return cluster.list(kind, "", Detail.METADATA).stream()
                    .filter(object -> object.key().name().startsWith("app-"))
                    .count();
        } catch (ClusterException e) {
            return 0; // the definition is still to come
        }
    }
}
