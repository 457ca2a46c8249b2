package dev.nordbox.appliance.argo;

import dev.nordbox.appliance.argo.Project.KindPattern;
import dev.nordbox.appliance.manifest.Fields;
import dev.nordbox.appliance.seal.PlainSecrets.Policy;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** From an AppProject's JSON to its values. */
public final class ProjectReader {

    /** What they restrict would be open. */
    private static final List<String> NOT_YET =
            List.of(
                    "syncWindows",
                    "signatureKeys",
                    "sourceIntegrity",
                    "destinationServiceAccounts");

    private final Section spec;
    private final Problems problems;

    private ProjectReader(Section spec) {
        this.spec = spec;
        this.problems = spec.problems();
    }

    /** Never throws, whatever somebody has written. */
    public static ProjectReading read(Map<String, Object> content) {
        Problems problems = new Problems("an AppProject");
        Section object = new Section("", content, problems);
        Section metadata = object.sectionOrNone("metadata");
        Optional<Policy> plain =
                metadata.any("annotations")
                        .flatMap(annotations -> plainSecrets(annotations, problems));
        Project project = read(object.sectionOrNone("spec"), metadata.text("name"), plain);
        return new ProjectReading(project, problems.found());
    }

    private static Project read(Section spec, String name, Optional<Policy> plainSecrets) {
        try (spec) {
            return new ProjectReader(spec).read(name, plainSecrets);
        }
    }

    /** Whatever it was meant to say, with a word that is unknown nothing is let through. */
    private static Optional<Policy> plainSecrets(Object annotations, Problems problems) {
        Optional<Object> said = Fields.at(annotations, Project.PLAIN_SECRETS);
        if (said.isEmpty() || said.get().equals("refuse")) {
            return said.map(refuse -> Policy.REFUSE);
        }
        if (said.get().equals("warn")) {
            return Optional.of(Policy.WARN);
        }
        problems.warn(
                "metadata.annotations." + Project.PLAIN_SECRETS,
                "is neither refuse nor warn, and counts as refuse",
                "write one of the two");
        return Optional.of(Policy.REFUSE);
    }

    private Project read(String name, Optional<Policy> plainSecrets) {
        NOT_YET.forEach(this::refuse);
        if (spec.any("orphanedResources").isPresent()) {
            problems.warn(
                    "spec.orphanedResources",
                    "is not honoured yet",
                    "objects that no Application has are not told of");
        }
        if (spec.flag("permitOnlyProjectScopedClusters", false)) {
            problems.fatal(
                    "spec.permitOnlyProjectScopedClusters",
                    "is not supported yet",
                    "name the clusters in spec.destinations");
        }
        // For people, and for an API with accounts, which is not here.
        List.of("description", "roles").forEach(spec::any);
        return new Project(
                name,
                patterns("sourceRepos"),
                spec.sections("destinations").stream().map(this::destination).toList(),
                kinds("clusterResourceWhitelist").orElse(List.of()),
                kinds("clusterResourceBlacklist").orElse(List.of()),
                kinds("namespaceResourceWhitelist"),
                kinds("namespaceResourceBlacklist").orElse(List.of()),
                sourceNamespaces(),
                plainSecrets);
    }

    private void refuse(String field) {
        boolean empty = spec.any(field).filter(value -> !value.equals(List.of())).isEmpty();
        if (!empty) {
            problems.fatal(
                    "spec." + field,
                    "is not supported yet",
                    "take it out, or leave these Applications to Argo CD");
        }
    }

    private List<String> patterns(String field) {
        List<String> patterns = spec.texts(field);
        patterns.forEach(pattern -> check(spec.path(field), pattern));
        return patterns;
    }

    /** They only allow: what is not understood allows nothing, and the others count. */
    private List<String> sourceNamespaces() {
        List<String> patterns = new ArrayList<>(spec.texts("sourceNamespaces"));
        if (patterns.removeIf(pattern -> !pattern.matches("[-a-z0-9*?]*"))) {
            problems.warn(
                    spec.path("sourceNamespaces"),
                    "has patterns other than names with * and ?, which allow nothing here",
                    "write one entry for each case");
        }
        return patterns;
    }

    private Destination destination(Section section) {
        try (section) {
            return new Destination(
                    pattern(section, "server").replaceAll("/$", ""),
                    pattern(section, "name"),
                    pattern(section, "namespace"));
        }
    }

    private Optional<List<KindPattern>> kinds(String field) {
        return spec.any(field).map(any -> spec.sections(field).stream().map(this::kind).toList());
    }

    private KindPattern kind(Section section) {
        try (section) {
            return new KindPattern(
                    pattern(section, "group"), pattern(section, "kind"), pattern(section, "name"));
        }
    }

    private String pattern(Section section, String field) {
        String pattern = section.text(field);
        check(section.path(field), pattern);
        return pattern;
    }

    /** Read as plain text, a pattern that forbids would forbid nothing. */
    private void check(String field, String pattern) {
        if (pattern.matches(".*[\\[\\]{}\\\\].*")) {
            problems.fatal(
                    field,
                    "has a pattern with brackets, braces or a backslash, which is not supported",
                    "write one entry for each case, with * and ?");
        }
    }
}
