package dev.nordbox.appliance.residency;

import dev.nordbox.appliance.manifest.Fields;
import dev.nordbox.appliance.manifest.Manifest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Whether pods stay in their containers, and namespaces keep them there. */
final class HostJudge implements ResidencyGate.Judge {
    private static final String RULE = "K8S-01";
    private static final String LABEL = "pod-security.kubernetes.io/enforce";
    private static final String VERSION = LABEL + "-version";
    private static final String LATEST = "latest";
    private static final String RESTRICTED = "restricted";
    private static final List<String> LEVELS = List.of(RESTRICTED, "baseline", "privileged");

    /** What the Pod Security Standard "baseline" lets a container add. */
    private static final Set<String> HARMLESS =
            Set.of(
                    "AUDIT_WRITE",
                    "CHOWN",
                    "DAC_OVERRIDE",
                    "FOWNER",
                    "FSETID",
                    "KILL",
                    "MKNOD",
                    "NET_BIND_SERVICE",
                    "SETFCAP",
                    "SETGID",
                    "SETPCAP",
                    "SETUID",
                    "SYS_CHROOT");

    private final ResidencyRules rules;

    HostJudge(ResidencyRules rules) {
        this.rules = rules;
    }

    @Override
    public void examine(Manifest manifest, Objections to) {
        String namespace = manifest.key().namespace();
        if (!isFree(namespace)) {
            taken(manifest)
                    .forEach(
                            what ->
                                    to.add(
                                            RULE,
                                            what,
                                            "leave it out, or give the namespace `podSecurity:"
                                                    + " privileged` in nordbox.yaml"));
        }
        switch (manifest.key().groupKind().toString()) {
            case "Namespace" ->
                    labels(
                            Fields.map(manifest.content(), "metadata", "labels"),
                            manifest.key().name(),
                            to);
            case "Application.argoproj.io" -> application(manifest, to, "spec");
            case "ApplicationSet.argoproj.io" ->
                    application(manifest, to, "spec", "template", "spec");
            case "PersistentVolume" -> volume(manifest, to);
            default -> {
                // Neither a pod nor a place for one.
            }
        }
    }

    /** It labels the namespace that it is to make. */
    private void application(Manifest manifest, Objections to, String... path) {
        Map<String, Object> spec = Fields.map(manifest.content(), path);
        labels(
                Fields.map(spec, "syncPolicy", "managedNamespaceMetadata", "labels"),
                Fields.text(spec, "destination", "namespace").orElse(""),
                to);
    }

    /** What pods of a manifest would take of the host. */
    private static List<String> taken(Manifest manifest) {
        Map<String, Object> pod = PodSpecs.in(manifest);
        if (pod.isEmpty()) {
            return List.of();
        }
        List<String> taken = new ArrayList<>();
        for (String field : List.of("hostNetwork", "hostPID", "hostIPC")) {
            if (isTrue(pod, field)) {
                taken.add("its pods have " + field);
            }
        }
        for (Object volume : PodSpecs.volumes(manifest)) {
            Fields.text(volume, "hostPath", "path")
                    .ifPresent(path -> taken.add("its pods mount the host's " + path));
        }
        for (Object container : PodSpecs.containers(manifest)) {
            String name = "container " + Fields.text(container, "name").orElse("?");
            if (isTrue(container, "securityContext", "privileged")) {
                taken.add(name + " is privileged");
            }
            for (Object added : Fields.list(container, "securityContext", "capabilities", "add")) {
                if (!HARMLESS.contains(String.valueOf(added))) {
                    taken.add(name + " adds the capability " + added);
                }
            }
            for (Object port : Fields.list(container, "ports")) {
                if (Fields.number(port, "hostPort") != 0) {
                    taken.add(
                            name
                                    + " takes port "
                                    + Fields.number(port, "hostPort")
                                    + " of the host");
                }
            }
        }
        return taken;
    }

    private static boolean isTrue(Object object, String... path) {
        return Fields.at(object, path).equals(Optional.of(true));
    }

    /** Labels take a namespace out of what pods are held to; only nordbox.yaml may say so. */
    private void labels(Map<String, Object> labels, String namespace, Objections to) {
        if (isFree(namespace)) {
            return;
        }
        String level = String.valueOf(labels.getOrDefault(LABEL, RESTRICTED));
        if (LEVELS.indexOf(level) > LEVELS.indexOf(level(namespace))) {
            to.add(
                    RULE,
                    "its label lets pods of namespace %s be %s".formatted(namespace, level),
                    "leave the label out, or say `podSecurity: %s` in nordbox.yaml"
                            .formatted(level));
        }
        String version = String.valueOf(labels.getOrDefault(VERSION, LATEST));
        if (!version.equals(LATEST)) {
            to.add(
                    RULE,
                    "its label holds pods of namespace %s to the standard of %s"
                            .formatted(namespace, version),
                    "leave the label %s out".formatted(VERSION));
        }
    }

    private boolean isFree(String namespace) {
        return namespace.equals(PodSpecs.SYSTEM) || level(namespace).equals("privileged");
    }

    private String level(String namespace) {
        return rules.podSecurity().getOrDefault(namespace, RESTRICTED);
    }

    /**
     * Whoever names a folder of the host in a volume gets it into a pod by a claim, what other
     * namespaces keep as well; those of claims are made by k3s, and in no repository.
     */
    private static void volume(Manifest manifest, Objections to) {
        for (String kind : List.of("hostPath", "local")) {
            Fields.text(manifest.content(), "spec", kind, "path")
                    .ifPresent(
                            path ->
                                    to.add(
                                            RULE,
                                            "it is the host's folder " + path,
                                            "let a claim make its volume"));
        }
    }
}
