package dev.nordbox.installer.baseline;

import dev.nordbox.installer.config.BoxConfig;
import dev.nordbox.installer.profile.Profile;
import dev.nordbox.templates.TemplateFailed;
import dev.nordbox.templates.Templates;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** The admission policies of the profile that a box is held to. */
public final class AdmissionPolicies {
    private static final String KIND = "kind: ";
    private static final String NAME = "  name: ";

    private AdmissionPolicies() {}

    /**
     * None without a profile.
     *
     * @throws TemplateFailed with every manifest that does not render
     */
    public static List<BaselineObject> of(BoxConfig config) {
        Optional<Profile> profile = config.profile();
        if (profile.isEmpty()) {
            return List.of();
        }
        Templates templates = Templates.ofProfile(profile.get().name());
        AdmissionModel model = AdmissionModel.of(profile.get(), config);
        List<Supplier<String>> texts = new ArrayList<>();
        for (String manifest : profile.get().manifests()) {
            texts.add(() -> templates.render(manifest, model).text());
        }
        return TemplateFailed.all(texts).stream()
                .flatMap(text -> List.of(text.split("\n---\n")).stream())
                .map(AdmissionPolicies::object)
                .toList();
    }

    /** A document of a profile names its kind, and then its object, before anything else does. */
    private static BaselineObject object(String yaml) {
        return new BaselineObject(first(yaml, KIND), "", first(yaml, NAME), yaml);
    }

    private static String first(String yaml, String prefix) {
        return yaml.lines()
                .filter(line -> line.startsWith(prefix))
                .findFirst()
                .map(line -> line.substring(prefix.length()).strip())
                .orElseThrow(() -> new IllegalStateException("no `" + prefix + "` in " + yaml));
    }
}
