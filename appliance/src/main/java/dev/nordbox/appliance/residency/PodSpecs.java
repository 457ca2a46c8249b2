package dev.nordbox.appliance.residency;

import dev.nordbox.appliance.manifest.Fields;
import dev.nordbox.appliance.manifest.Manifest;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Finds the pods that a manifest would bring about, and what is in them. */
final class PodSpecs {
    /** Where k3s' own run. */
    static final String SYSTEM = "kube-system";

    private static final List<String> CONTAINERS =
            List.of("initContainers", "containers", "ephemeralContainers");

    private PodSpecs() {}

    static Map<String, Object> in(Manifest manifest) {
        return switch (manifest.key().groupKind().toString()) {
            case "Pod" -> Fields.map(manifest.content(), "spec");
            case "PodTemplate" -> Fields.map(manifest.content(), "template", "spec");
            case "CronJob.batch" ->
                    Fields.map(
                            manifest.content(), "spec", "jobTemplate", "spec", "template", "spec");
            case "Deployment.apps",
                    "ReplicaSet.apps",
                    "StatefulSet.apps",
                    "DaemonSet.apps",
                    "ReplicationController",
                    "Job.batch" ->
                    Fields.map(manifest.content(), "spec", "template", "spec");
            default -> Map.of();
        };
    }

    static List<Object> containers(Manifest manifest) {
        Map<String, Object> pod = in(manifest);
        return CONTAINERS.stream().flatMap(kind -> Fields.list(pod, kind).stream()).toList();
    }

    static List<Object> volumes(Manifest manifest) {
        return Fields.list(in(manifest), "volumes");
    }

    /** Of containers, and of volumes that are images. */
    static List<String> images(Manifest manifest) {
        return Stream.concat(
                        containers(manifest).stream()
                                .flatMap(container -> Fields.text(container, "image").stream()),
                        volumes(manifest).stream()
                                .flatMap(
                                        volume ->
                                                Fields.text(volume, "image", "reference").stream()))
                .distinct()
                .toList();
    }

    /** Volumes of a pod that lie on another machine. */
    static Stream<String> remoteVolumes(Manifest manifest) {
        return volumes(manifest).stream().flatMap(volume -> remoteKinds(volume).stream());
    }

    static List<String> remoteKinds(Object holder) {
        return Stream.of(
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
                        "csi")
                .filter(kind -> Fields.at(holder, kind).isPresent())
                .toList();
    }
}
