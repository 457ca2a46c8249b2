package dev.nordbox.appliance.argo;

import dev.nordbox.appliance.argo.ResourceOptions.Part;
import dev.nordbox.appliance.manifest.Fields;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Whether an object is a hook. A valid type of Argo CD's puts Helm's sync hooks of the same object
 * out of force, by Argo CD's code (its documentation says: of the whole Application). PreDelete and
 * PostDelete are asked apart: either annotation may name them.
 */
record Hooks(Part part, Set<HookType> types) {

    static Hooks of(Map<String, Object> annotations) {
        Optional<String> argo = Fields.text(annotations, "argocd.argoproj.io/hook");
        // Helm marks CRDs with the same annotation; they are no hooks.
        Optional<String> helm =
                Fields.text(annotations, "helm.sh/hook").filter(v -> !v.equals("crd-install"));
        if (argo.isEmpty() && helm.isEmpty()) {
            return new Hooks(Part.RESOURCE, Set.of());
        }
        List<String> ours = CommaList.of(argo.orElse(""));
        List<String> theirs = CommaList.of(helm.orElse(""));
        Set<HookType> types = EnumSet.noneOf(HookType.class);
        ours.forEach(text -> HookType.of(text).ifPresent(types::add));
        boolean skip = ours.contains("Skip");
        if (!skip && types.stream().allMatch(type -> type.phase().isEmpty())) {
            theirs.forEach(text -> ofHelm(text).ifPresent(types::add));
        }
        if (theirs.contains("pre-delete")) {
            types.add(HookType.PRE_DELETE);
        }
        if (theirs.contains("post-delete")) {
            types.add(HookType.POST_DELETE);
        }
        if (types.isEmpty()) {
            return new Hooks(skip ? Part.SKIPPED : Part.LEFT_OUT, types);
        }
        return new Hooks(Part.HOOK, types);
    }

    private static Optional<HookType> ofHelm(String text) {
        return switch (text) {
            case "pre-install", "pre-upgrade" -> Optional.of(HookType.PRE_SYNC);
            case "post-install", "post-upgrade" -> Optional.of(HookType.POST_SYNC);
            default -> Optional.empty();
        };
    }
}
