package dev.nordbox.appliance.control;

import dev.nordbox.appliance.manifest.ResourceKey;
import java.util.Map;

/**
 * An object of a {@link RandomRepository}.
 *
 * @param option its sync options, {@code ""} for none
 * @param hook the phase it runs in, {@code ""} for an ordinary object
 */
record RandomObject(
        String apiVersion,
        ResourceKey key,
        String application,
        String value,
        String option,
        int wave,
        String hook,
        String deletePolicy) {

    private static final Map<String, String> BODIES =
            Map.of(
                    "ConfigMap", "data: {key: %s}\n",
                    "Thing", "data: {key: %s}\n",
                    "PersistentVolumeClaim", "spec: {volumeAttributesClassName: %s}\n",
                    "StatefulSet",
                            "spec: {replicas: 0, serviceName: %s,"
                                    + " volumeClaimTemplates: [{metadata: {name: data}}]}\n",
                    "Job", "spec: {suspend: false, template: %s}\n",
                    "Namespace", "",
                    "CustomResourceDefinition",
                            "spec: {group: test.nordbox.no, scope: Namespaced, names: {kind:"
                                    + " Thing, plural: things}, versions: [{name: v1, served:"
                                    + " true, storage: true, schema: {openAPIV3Schema: {type:"
                                    + " object}}}]}\n");

    RandomObject(
            String apiVersion,
            String kind,
            String namespace,
            String name,
            String application,
            String value) {
        this(apiVersion, key(apiVersion, kind, namespace, name), application, value, "", 0, "", "");
    }

    private static ResourceKey key(String apiVersion, String kind, String namespace, String name) {
        int slash = apiVersion.indexOf('/');
        return new ResourceKey(
                slash < 0 ? "" : apiVersion.substring(0, slash), kind, namespace, name);
    }

    static RandomObject definition(String application) {
        return new RandomObject(
                "apiextensions.k8s.io/v1",
                "CustomResourceDefinition",
                "",
                "things.test.nordbox.no",
                application,
                "");
    }

    RandomObject with(String newOption, int newWave) {
        return new RandomObject(
                apiVersion, key, application, value, newOption, newWave, hook, deletePolicy);
    }

    RandomObject asHook(String phase, String newDeletePolicy) {
        return new RandomObject(
                apiVersion, key, application, value, option, wave, phase, newDeletePolicy);
    }

    RandomObject movedTo(String other) {
        return new RandomObject(apiVersion, key, other, value, option, wave, hook, deletePolicy);
    }

    boolean isHook() {
        return !hook.isEmpty();
    }

    String path() {
        return "apps/%s/%s-%s-%s.yaml"
                .formatted(application, key.kind(), key.namespace(), key.name());
    }

    String yaml() {
        StringBuilder text = new StringBuilder();
        text.append("apiVersion: ").append(apiVersion).append("\nkind: ").append(key.kind());
        text.append("\nmetadata:\n  name: ").append(key.name()).append('\n');
        if (!key.namespace().isEmpty()) {
            text.append("  namespace: ").append(key.namespace()).append('\n');
        }
        text.append("  annotations:\n    argocd.argoproj.io/sync-wave: \"").append(wave);
        text.append("\"\n");
        if (!option.isEmpty()) {
            text.append("    argocd.argoproj.io/sync-options: ").append(option).append('\n');
        }
        if (isHook()) {
            text.append("    argocd.argoproj.io/hook: ").append(hook);
            text.append("\n    argocd.argoproj.io/hook-delete-policy: ").append(deletePolicy);
            text.append('\n');
        }
        return text.append(BODIES.get(key.kind()).formatted(value)).toString();
    }

    @Override
    public String toString() {
        return key
                + " of "
                + application
                + " "
                + value
                + " "
                + option
                + (wave == 0 ? "" : " wave " + wave)
                + (isHook() ? " " + hook + " " + deletePolicy : "");
    }
}
