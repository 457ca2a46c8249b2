package dev.nordbox.appliance.assess;

import dev.nordbox.appliance.assess.KubeConditions.KubeCondition;
import dev.nordbox.appliance.manifest.Fields;
import dev.nordbox.appliance.manifest.GroupKind;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Custom resources that a small team meets. */
final class OperatorRules {

    static final Map<GroupKind, Function<Live, Health>> ALL =
            Map.of(
                    new GroupKind("bitnami.com", "SealedSecret"),
                            ReadyRule.on("Synced", "Waiting for Sealed Secret to be decrypted"),
                    new GroupKind("external-secrets.io", "ExternalSecret"),
                            ReadyRule.on("Ready", "Waiting for ExternalSecret"),
                    new GroupKind("external-secrets.io", "SecretStore"),
                            ReadyRule.on("Ready", "Waiting for SecretStore"),
                    new GroupKind("external-secrets.io", "ClusterSecretStore"),
                            ReadyRule.on("Ready", "Waiting for ClusterSecretStore"),
                    new GroupKind("postgresql.cnpg.io", "Cluster"), OperatorRules::postgres,
                    new GroupKind("helm.cattle.io", "HelmChart"), OperatorRules::helmChart,
                    new GroupKind("argoproj.io", "Application"), ApplicationRule::of);

    /** Phases of a PostgreSQL cluster that do not pass by themselves, or that cost availability. */
    private static final Set<String> BROKEN =
            Set.of(
                    "Failing over",
                    "Waiting for user action",
                    "Not enough disk space",
                    "Unable to create required cluster objects",
                    "Cluster cannot proceed to reconciliation due to an unknown plugin being"
                            + " required",
                    "Cluster has incomplete or invalid image catalog",
                    "Cluster is unrecoverable and needs manual intervention",
                    "Cluster cannot execute instance online upgrade due to missing architecture"
                            + " binary");

    private OperatorRules() {}

    /**
     * CloudNativePG. Argo CD calls a planned switchover or restart Degraded, which fails a sync
     * that waits for it; here it is Progressing.
     */
    private static Health postgres(Live live) {
        if (live.hasAnnotation("cnpg.io/reconciliationLoop", "disabled")) {
            return Health.suspended("Cluster reconciliation is suspended");
        }
        Optional<KubeCondition> hibernation = live.conditions().find("cnpg.io/hibernation");
        if (hibernation.isPresent()) {
            String message = hibernation.get().message();
            return hibernation.get().isTrue()
                    ? Health.suspended(message)
                    : Health.progressing(message);
        }
        String phase = Fields.text(live.status(), "phase").orElse("");
        String reason =
                Fields.text(live.status(), "phaseReason").filter(r -> !r.isEmpty()).orElse(phase);
        if (phase.equals("Cluster in healthy state")) {
            return Health.healthy(reason);
        }
        return BROKEN.contains(phase) ? Health.degraded(reason) : Health.progressing(reason);
    }

    /** k3s tells of the Job that installs the chart; whether that is done is the Job's to tell. */
    private static Health helmChart(Live live) {
        Optional<KubeCondition> failed =
                live.conditions().find("Failed").filter(KubeCondition::isTrue);
        if (failed.isPresent()) {
            return Health.degraded(failed.get().why());
        }
        String job = Fields.text(live.status(), "jobName").orElse("");
        return job.isEmpty()
                ? Health.progressing("Waiting for the Job that installs the chart")
                : Health.healthy("Job " + job + " installs the chart");
    }
}
