package dev.nordbox.appliance.argo;

import dev.nordbox.appliance.argo.ResourceOptions.Part;
import dev.nordbox.appliance.manifest.Fields;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads the annotations of one object; rules as in Argo CD's sync engine. */
final class ResourceAnnotations {

    private static final String ARGO = "argocd.argoproj.io/";

    private final Map<String, Object> annotations;
    private final List<String> options;

    ResourceAnnotations(Map<String, Object> annotations) {
        this.annotations = annotations;
        this.options = list(ARGO + "sync-options");
    }

    ResourceOptions read() {
        Hooks hooks = Hooks.of(annotations);
        return new ResourceOptions(
                wave(),
                hooks.part(),
                hooks.part() == Part.HOOK ? hooks.types() : Set.of(),
                deletePolicies(),
                Removal.named("Prune", options),
                Removal.named("Delete", options),
                options.contains("PruneLast=true"),
                choice("Replace"),
                options.contains("Force=true"),
                list("helm.sh/resource-policy").contains("keep"),
                list(ARGO + "compare-options").contains("IgnoreExtraneous"),
                text(ARGO + "ignore-healthcheck").equals("true"),
                Deadline.of(text(Deadline.ANNOTATION)),
                problems(hooks));
    }

    private List<String> problems(Hooks hooks) {
        List<String> problems = new ArrayList<>(hooks.problems());
        problems.addAll(
                ObjectOptions.problems(
                        options,
                        list(ARGO + "compare-options"),
                        list(ARGO + "hook-delete-policy")));
        String wave = text(ARGO + "sync-wave");
        if (!wave.isEmpty() && WholeNumber.parse(wave).isEmpty()) {
            problems.add(ARGO + "sync-wave: is no whole number, so it does not count");
        }
        Deadline.problem(text(Deadline.ANNOTATION)).ifPresent(problems::add);
        return problems;
    }

    private long wave() {
        return WholeNumber.parse(text(ARGO + "sync-wave"))
                .or(() -> WholeNumber.parse(text("helm.sh/hook-weight")))
                .orElse(0L);
    }

    private Set<HookDeletePolicy> deletePolicies() {
        Set<HookDeletePolicy> policies = EnumSet.noneOf(HookDeletePolicy.class);
        list(ARGO + "hook-delete-policy")
                .forEach(text -> HookDeletePolicy.of(text).ifPresent(policies::add));
        list("helm.sh/hook-delete-policy")
                .forEach(text -> HookDeletePolicy.ofHelm(text).ifPresent(policies::add));
        return policies.isEmpty() ? Set.of(HookDeletePolicy.BEFORE_HOOK_CREATION) : policies;
    }

    /** {@code false} goes before {@code true}, as in Argo CD. */
    private Optional<Boolean> choice(String option) {
        if (options.contains(option + "=false")) {
            return Optional.of(false);
        }
        return options.contains(option + "=true") ? Optional.of(true) : Optional.empty();
    }

    private List<String> list(String name) {
        return CommaList.of(text(name));
    }

    private String text(String name) {
        return Fields.text(annotations, name).orElse("");
    }
}
