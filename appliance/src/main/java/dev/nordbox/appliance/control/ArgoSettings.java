package dev.nordbox.appliance.control;

import dev.nordbox.appliance.desired.DesiredObjects;
import dev.nordbox.appliance.desired.Target;
import dev.nordbox.appliance.manifest.Fields;
import dev.nordbox.appliance.manifest.ResourceKey;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Argo CD's own ConfigMap {@code argocd-cm}. With some of its keys the same repository would come
 * to other objects than here, so each that is set is named where it is written.
 */
final class ArgoSettings {

    private static final ResourceKey KEY =
            new ResourceKey("", "ConfigMap", AppKey.HOME, "argocd-cm");
    private static final String CUSTOM = "resource.customizations";
    private static final String OF_ONE_KIND = CUSTOM + ".health.";
    private static final String BUILD_OPTIONS = "kustomize.buildOptions";

    /** What is done in its place, and what to do about that. */
    private static final Map<String, String> WHEN_SET =
            Map.of(
                    BUILD_OPTIONS,
                    "kustomizations are built here as plain `kustomize build` does; write what it"
                            + " changes into the kustomization",
                    "resource.exclusions",
                    "what it names is applied, healed and pruned here like anything else; take that"
                            + " out of the applications",
                    "resource.inclusions",
                    "what it does not name is applied, healed and pruned here, too; take that out of"
                            + " the applications");

    private ArgoSettings() {}

    /** What of it is not honoured, each with its place in the repository. */
    static List<String> warnings(DesiredObjects desired) {
        return Optional.ofNullable(desired.objects().get(KEY))
                .map(ArgoSettings::warnings)
                .orElse(List.of());
    }

    private static List<String> warnings(Target target) {
        String origin = target.manifest().origin() + ": ";
        return Fields.map(target.manifest().content(), "data").entrySet().stream()
                .flatMap(
                        entry ->
                                warning(entry.getKey(), String.valueOf(entry.getValue()).strip())
                                        .map(why -> origin + entry.getKey() + why)
                                        .stream())
                .toList();
    }

    private static Optional<String> warning(String key, String value) {
        if (key.startsWith(OF_ONE_KIND)) {
            return Optional.of(lua(key.substring(OF_ONE_KIND.length())));
        }
        if (key.equals(CUSTOM)) {
            return value.contains("health.lua")
                    ? Optional.of(lua("<group>_<Kind>"))
                    : Optional.empty();
        }
        if (key.equals("kustomize.enable")) {
            return value.equals("false")
                    ? Optional.of(
                            " is not honoured: a directory with a kustomization is built as one;"
                                    + " take that file out where the others are to be applied as"
                                    + " they are")
                    : Optional.empty();
        }
        // Argo CD has options for each version of kustomize, too.
        String setting = key.startsWith(BUILD_OPTIONS + ".") ? BUILD_OPTIONS : key;
        return Optional.ofNullable(WHEN_SET.get(setting))
                .filter(instead -> !value.isEmpty())
                .map(instead -> " is not honoured: " + instead);
    }

    private static String lua(String kind) {
        return " is Lua, which is not run here; write the rule as CEL into the ConfigMap "
                + HealthSettings.RULES.name()
                + " in "
                + HealthSettings.RULES.namespace()
                + ", under "
                + kind
                + ": - {when: <condition over self>, status: Healthy, message: <text>}";
    }
}
