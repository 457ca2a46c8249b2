package dev.nordbox.appliance.argo;

import dev.nordbox.appliance.jq.JqException;
import dev.nordbox.appliance.jq.JqPath;
import dev.nordbox.appliance.json.JsonPointer;
import java.util.List;

/** Reads {@code spec}. */
final class SpecReader {

    private final Section spec;
    private final Problems problems;

    private SpecReader(Section spec) {
        this.spec = spec;
        this.problems = spec.problems();
    }

    static Spec read(Section spec) {
        try (spec) {
            return new SpecReader(spec).read();
        }
    }

    private Spec read() {
        String project = spec.text("project");
        List<Source> many = spec.sections("sources").stream().map(SourceReader::read).toList();
        return new Spec(
                project.isEmpty() ? "default" : project,
                sources(many),
                !many.isEmpty(),
                destination(),
                spec.section("syncPolicy").map(SyncPolicyReader::read).orElse(SyncPolicy.NONE),
                spec.sections("ignoreDifferences").stream().map(SpecReader::ignored).toList(),
                spec.sections("info").stream().map(SpecReader::info).toList(),
                spec.count("revisionHistoryLimit", Spec.DEFAULT_HISTORY_LIMIT),
                spec.written());
    }

    private List<Source> sources(List<Source> many) {
        if (spec.any("sourceHydrator").isPresent()) {
            problems.fatal(
                    "spec.sourceHydrator",
                    "is not supported yet",
                    "write a spec.source that points at the hydrated branch and path");
        }
        if (many.isEmpty()) {
            return spec.section("source")
                    .map(SourceReader::read)
                    .map(List::of)
                    .orElseGet(this::none);
        }
        if (spec.any("source").isPresent()) {
            problems.warn("spec.source", "is ignored beside spec.sources", "take it out");
        }
        return many;
    }

    private List<Source> none() {
        if (spec.any("source").isEmpty() && spec.any("sourceHydrator").isEmpty()) {
            problems.fatal("spec.source", "is missing", "name repoURL and path");
        }
        return List.of();
    }

    private Destination destination() {
        try (Section section = spec.sectionOrNone("destination")) {
            Destination destination =
                    new Destination(
                            section.text("server").replaceAll("/$", ""),
                            section.text("name"),
                            section.text("namespace"));
            check(destination);
            return destination;
        }
    }

    private void check(Destination destination) {
        if (!destination.isClear()) {
            problems.fatal(
                    "spec.destination",
                    "needs server or name, and not both",
                    "write server: " + Destination.IN_CLUSTER_SERVER);
        }
    }

    private static IgnoreDifference ignored(Section section) {
        try (section) {
            if (section.any("kind").isEmpty()) {
                section.problems()
                        .fatal(section.path("kind"), "is missing", "name a kind, or '*' for all");
            }
            IgnoreDifference rule =
                    new IgnoreDifference(
                            section.text("group"),
                            section.text("kind"),
                            section.text("name"),
                            section.text("namespace"),
                            section.texts("jsonPointers"),
                            section.texts("jqPathExpressions"),
                            section.texts("managedFieldsManagers"));
            check(rule, section);
            return rule;
        }
    }

    /**
     * A jq expression that cannot be used is fatal, since a rule that is left out would set back
     * what somebody wants to keep. A text that is no pointer ignores nothing, in Argo CD as well.
     */
    private static void check(IgnoreDifference rule, Section section) {
        for (String expression : rule.jqPathExpressions()) {
            try {
                JqPath.parse(expression);
            } catch (JqException e) {
                section.problems()
                        .fatal(
                                section.path("jqPathExpressions"),
                                e.getMessage(),
                                "name fields as in .spec.template.spec.containers[].image, or"
                                        + " with jsonPointers");
            }
        }
        for (String pointer : rule.jsonPointers()) {
            if (JsonPointer.parse(pointer).isEmpty()) {
                section.problems()
                        .warn(
                                section.path("jsonPointers"),
                                "'" + pointer + "' is no JSON pointer and ignores nothing",
                                "write /spec/replicas; in a name, / is ~1 and ~ is ~0");
            }
        }
    }

    static Info info(Section section) {
        try (section) {
            return new Info(section.text("name"), section.text("value"));
        }
    }
}
