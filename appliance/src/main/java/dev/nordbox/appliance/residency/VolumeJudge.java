package dev.nordbox.appliance.residency;

import dev.nordbox.appliance.manifest.Fields;
import dev.nordbox.appliance.manifest.Manifest;
import java.util.List;
import java.util.Optional;

/** Whether volumes keep their data on the box. */
final class VolumeJudge implements ResidencyGate.Judge {

    /** Older than the field, and still the one that counts where both are there. */
    private static final String CLASS_ANNOTATION = "volume.beta.kubernetes.io/storage-class";

    /** Kinds of volumes that lie on another machine. */
    private static final List<String> REMOTE =
            List.of(
                    "nfs",
                    "iscsi",
                    "cephfs",
                    "rbd",
                    "glusterfs",
                    "fc",
                    "azureFile",
                    "azureDisk",
                    "awsElasticBlockStore",
                    "gcePersistentDisk",
                    "csi");

    private final ResidencyRules rules;

    VolumeJudge(ResidencyRules rules) {
        this.rules = rules;
    }

    @Override
    public void examine(Manifest manifest, Objections to) {
        for (Object volume : PodSpecs.volumes(manifest)) {
            source(volume, to);
            claim(Fields.map(volume, "ephemeral", "volumeClaimTemplate"), to);
        }
        switch (manifest.key().groupKind().toString()) {
            case "PersistentVolumeClaim" -> claim(manifest.content(), to);
            case "StatefulSet.apps" ->
                    Fields.list(manifest.content(), "spec", "volumeClaimTemplates")
                            .forEach(claim -> claim(claim, to));
            case "PersistentVolume" -> source(Fields.map(manifest.content(), "spec"), to);
            default -> {
                // No volume but those of its pods.
            }
        }
    }

    private void source(Object volume, Objections to) {
        for (String kind : REMOTE) {
            if (Fields.at(volume, kind).isPresent()) {
                object("a volume of kind " + kind, to);
            }
        }
    }

    private void claim(Object claim, Objections to) {
        storageClass(claim)
                .filter(name -> !rules.storageClasses().contains(name))
                .ifPresent(name -> object("storage class " + name, to));
    }

    private static Optional<String> storageClass(Object claim) {
        return Fields.text(claim, "metadata", "annotations", CLASS_ANNOTATION)
                .or(() -> Fields.text(claim, "spec", "storageClassName"));
    }

    private void object(String what, Objections to) {
        to.add(
                "K8S-06",
                what + " may keep data elsewhere",
                "use one of: " + String.join(", ", rules.storageClasses()));
    }
}
