package dev.nordbox.appliance.residency;

import dev.nordbox.appliance.manifest.Fields;
import dev.nordbox.appliance.manifest.Manifest;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Whether volumes keep their data on the box. */
final class VolumeJudge implements ResidencyGate.Judge {

    /** Older than the field, and still the one that counts where both are there. */
    private static final String CLASS_ANNOTATION = "volume.beta.kubernetes.io/storage-class";

    private final ResidencyRules rules;

    VolumeJudge(ResidencyRules rules) {
        this.rules = rules;
    }

    @Override
    public void examine(Manifest manifest, Objections to) {
        PodSpecs.remoteVolumes(manifest).forEach(kind -> object("a volume of kind " + kind, to));
        claims(manifest)
                .flatMap(claim -> storageClass(claim).stream())
                .filter(name -> !rules.storageClasses().contains(name))
                .forEach(name -> object("storage class " + name, to));
        if (manifest.key().groupKind().toString().equals("PersistentVolume")) {
            PodSpecs.remoteKinds(Fields.map(manifest.content(), "spec"))
                    .forEach(kind -> object("a volume of kind " + kind, to));
        }
    }

    private static Stream<Object> claims(Manifest manifest) {
        List<Object> ofSet =
                switch (manifest.key().groupKind().toString()) {
                    case "PersistentVolumeClaim" -> List.of(manifest.content());
                    case "StatefulSet.apps" ->
                            Fields.list(manifest.content(), "spec", "volumeClaimTemplates");
                    default -> List.of();
                };
        return Stream.concat(
                ofSet.stream(),
                PodSpecs.volumes(manifest).stream()
                        .map(volume -> Fields.map(volume, "ephemeral", "volumeClaimTemplate")));
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
