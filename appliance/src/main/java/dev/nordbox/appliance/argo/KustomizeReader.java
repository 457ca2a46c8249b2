package dev.nordbox.appliance.argo;

import dev.nordbox.appliance.argo.KustomizeOptions.Patch;
import dev.nordbox.appliance.argo.KustomizeOptions.Replica;
import dev.nordbox.appliance.argo.KustomizeOptions.Target;
import java.util.List;
import java.util.Optional;

/** Reads {@code kustomize} of a source. */
final class KustomizeReader {

    private final Section section;
    private final Problems problems;

    private KustomizeReader(Section section) {
        this.section = section;
        this.problems = section.problems();
    }

    /** Empty for a block that says nothing: it does not choose the tool, as in Argo CD. */
    static Optional<KustomizeOptions> read(Section section) {
        try (section) {
            return Optional.of(new KustomizeReader(section).read())
                    .filter(options -> !options.equals(KustomizeOptions.NONE));
        }
    }

    private KustomizeOptions read() {
        KustomizeOptions options =
                new KustomizeOptions(
                        section.text("namePrefix"),
                        section.text("nameSuffix"),
                        section.text("namespace"),
                        section.texts("images"),
                        replicas(),
                        section.textMap("commonLabels"),
                        section.flag("forceCommonLabels", false),
                        section.flag("labelWithoutSelector", false),
                        section.flag("labelIncludeTemplates", false),
                        section.textMap("commonAnnotations"),
                        section.flag("commonAnnotationsEnvsubst", false),
                        section.flag("forceCommonAnnotations", false),
                        section.sections("patches").stream().map(KustomizeReader::patch).toList(),
                        section.texts("components"),
                        section.flag("ignoreMissingComponents", false),
                        section.text("version"),
                        section.text("kubeVersion"),
                        section.texts("apiVersions"));
        check(options);
        return options;
    }

    private void check(KustomizeOptions options) {
        if (!options.version().isEmpty()) {
            problems.fatal(
                    section.path("version"),
                    "names another kustomize than the one that is built in",
                    "take it out");
        }
        if (!options.kubeVersion().isEmpty() || !options.apiVersions().isEmpty()) {
            problems.warn(
                    section.path(options.kubeVersion().isEmpty() ? "apiVersions" : "kubeVersion"),
                    "counts for charts in a kustomization only, which are not rendered",
                    "take it out");
        }
    }

    private List<Replica> replicas() {
        return section.sections("replicas").stream()
                .map(
                        replica -> {
                            try (replica) {
                                return new Replica(replica.text("name"), count(replica));
                            }
                        })
                .toList();
    }

    /** Argo CD takes a number in quotes here, too. */
    private long count(Section replica) {
        Optional<Long> quoted =
                replica.any("count")
                        .filter(String.class::isInstance)
                        .flatMap(text -> WholeNumber.parse((String) text))
                        .filter(count -> count >= 0);
        return quoted.orElseGet(() -> replica.count("count", 0));
    }

    private static Patch patch(Section patch) {
        try (patch) {
            return new Patch(
                    patch.text("path"),
                    patch.text("patch"),
                    patch.section("target").map(KustomizeReader::target),
                    patch.flagMap("options"));
        }
    }

    private static Target target(Section target) {
        try (target) {
            return new Target(
                    target.text("group"),
                    target.text("version"),
                    target.text("kind"),
                    target.text("name"),
                    target.text("namespace"),
                    target.text("labelSelector"),
                    target.text("annotationSelector"));
        }
    }
}
