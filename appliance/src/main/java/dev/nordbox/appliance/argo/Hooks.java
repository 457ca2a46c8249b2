package dev.nordbox.appliance.argo;

import dev.nordbox.appliance.argo.ResourceOptions.Part;
import dev.nordbox.appliance.manifest.Fields;
import dev.nordbox.appliance.manifest.HookAnnotations;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Whether an object is a hook. A valid type of Argo CD's puts Helm's sync hooks of the same object
 * out of force, by Argo CD's code (its documentation says: of the whole Application). PreDelete and
 * PostDelete are asked apart: either annotation may name them.
 *
 * @param problems what is no hook type, in a sentence each
 */
record Hooks(Part part, Set<HookType> types, List<String> problems) {

    private static final String ALL =
            Stream.of(HookType.values()).map(HookType::toString).collect(Collectors.joining(", "));

    static Hooks of(Map<String, Object> annotations) {
        Optional<String> argo = Fields.text(annotations, HookAnnotations.ARGO);
        // Helm marks CRDs with the same annotation; they are no hooks.
        Optional<String> helm =
                Fields.text(annotations, HookAnnotations.HELM)
                        .filter(v -> !v.equals("crd-install"));
        if (argo.isEmpty() && helm.isEmpty()) {
            return new Hooks(Part.RESOURCE, Set.of(), List.of());
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
        Part unused = skip ? Part.SKIPPED : Part.LEFT_OUT;
        Part part = types.isEmpty() ? unused : Part.HOOK;
        return new Hooks(part, types, argo.map(text -> problems(ours, part)).orElse(List.of()));
    }

    private static List<String> problems(List<String> types, Part part) {
        String effect = part == Part.LEFT_OUT ? ", so the object is never applied" : "";
        String remedy = "; write one of " + ALL + ", or Skip";
        if (types.isEmpty()) {
            return List.of(HookAnnotations.ARGO + ": names no type" + effect + remedy);
        }
        return types.stream()
                .filter(text -> HookType.of(text).isEmpty() && !text.equals("Skip"))
                .map(
                        text ->
                                HookAnnotations.ARGO
                                        + ": '"
                                        + text
                                        + "' is no hook type"
                                        + effect
                                        + remedy)
                .toList();
    }

    private static Optional<HookType> ofHelm(String text) {
        return switch (text) {
            case "pre-install", "pre-upgrade" -> Optional.of(HookType.PRE_SYNC);
            case "post-install", "post-upgrade" -> Optional.of(HookType.POST_SYNC);
            default -> Optional.empty();
        };
    }
}
