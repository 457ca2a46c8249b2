package dev.nordbox.appliance.residency;

import dev.nordbox.appliance.manifest.Fields;
import dev.nordbox.appliance.manifest.Manifest;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

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
        List<Object> containers = new ArrayList<>();
        if (!pod.isEmpty()) {
            CONTAINERS.forEach(kind -> containers.addAll(Fields.list(pod, kind)));
        }
        return containers;
    }

    static List<Object> volumes(Manifest manifest) {
        return Fields.list(in(manifest), "volumes");
    }

    /** Of containers, and of volumes that are images. */
    static Set<String> images(Manifest manifest) {
        Set<String> images = new LinkedHashSet<>();
        for (Object container : containers(manifest)) {
            Fields.text(container, "image").ifPresent(images::add);
        }
        for (Object volume : volumes(manifest)) {
            Fields.text(volume, "image", "reference").ifPresent(images::add);
        }
        return images;
    }
}
