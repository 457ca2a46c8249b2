package dev.nordbox.appliance.assess;

import dev.nordbox.appliance.cel.CelException;
import dev.nordbox.appliance.cel.CelExpression;
import dev.nordbox.appliance.manifest.GroupKind;
import dev.nordbox.appliance.render.RenderException;
import dev.nordbox.appliance.render.yaml.ListNode;
import dev.nordbox.appliance.render.yaml.MapNode;
import dev.nordbox.appliance.render.yaml.Node;
import dev.nordbox.appliance.render.yaml.ScalarNode;
import dev.nordbox.appliance.render.yaml.YamlParser;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Reads the user's health rules: the data of a ConfigMap, a key for each kind, as Argo CD names
 * them: {@code <group>_<kind>}. Collects all problems.
 */
public final class UserRulesReader {

    private static final int MOST_RULES = 50;
    private static final int MOST_KINDS = 200;
    private static final Set<String> FIELDS = Set.of("when", "status", "message");
    private static final Set<GroupKind> NOT_FOR =
            Set.of(
                    new GroupKind("", "Secret"),
                    new GroupKind("argoproj.io", "Application"),
                    new GroupKind("argoproj.io", "AppProject"));

    private final Map<GroupKind, List<UserRule>> byKind = new HashMap<>();
    private final Map<GroupKind, String> source = new HashMap<>();
    private final Map<GroupKind, String> broken = new HashMap<>();
    private final List<String> problems = new ArrayList<>();

    private UserRulesReader() {}

    /**
     * @param data of the ConfigMap
     */
    public static UserRules read(Map<String, Object> data) {
        UserRulesReader reader = new UserRulesReader();
        data.keySet().stream().sorted().forEach(key -> reader.kind(key, data.get(key)));
        return new UserRules(reader.byKind, reader.source, reader.broken, reader.problems);
    }

    private void kind(String key, Object text) {
        int mark = key.indexOf('_');
        GroupKind kind =
                new GroupKind(mark < 0 ? "" : key.substring(0, mark), key.substring(mark + 1));
        if (!kind.kind().matches("[A-Z][A-Za-z0-9]*")) {
            problems.add(
                    key
                            + " names no kind: write <group>_<Kind>, or the kind alone in the core group");
            return;
        }
        if (NOT_FOR.contains(kind)) {
            problems.add(
                    key
                            + (kind.kind().equals("Secret")
                                    ? ": a rule's message would show what a Secret holds"
                                    : ": its health is what its objects are in"));
            return;
        }
        if (source.size() == MOST_KINDS) {
            problems.add(key + ": these are rules for more than " + MOST_KINDS + " kinds");
            return;
        }
        source.put(kind, String.valueOf(text));
        int before = problems.size();
        byKind.put(kind, rules(key, String.valueOf(text)));
        if (problems.size() > before) {
            broken.put(kind, problems.get(before));
        }
    }

    private List<UserRule> rules(String key, String text) {
        try {
            Node root = YamlParser.forConfiguration().parse(text);
            if (!(root instanceof ListNode list) || list.size() > MOST_RULES) {
                problems.add(
                        key
                                + ": write a list of rules, "
                                + MOST_RULES
                                + " at most: - {when: <CEL>, status: Healthy, message: <CEL>}");
                return List.of();
            }
            List<UserRule> rules = new ArrayList<>();
            for (int i = 0; i < list.size(); i++) {
                rule(key + ", rule " + (i + 1), list.get(i)).ifPresent(rules::add);
            }
            return rules;
        } catch (RenderException e) {
            problems.add(key + ": " + e.getMessage());
            return List.of();
        }
    }

    private Optional<UserRule> rule(String place, Node node) {
        if (!(node instanceof MapNode rule)) {
            problems.add(place + at(node) + " is no map: {when: <CEL>, status: Healthy}");
            return Optional.empty();
        }
        rule.names().stream()
                .filter(name -> !FIELDS.contains(name))
                .forEach(
                        name ->
                                problems.add(
                                        place
                                                + at(node)
                                                + " has "
                                                + name
                                                + ": known are when,"
                                                + " status and message"));
        Optional<HealthStatus> status = status(place, rule);
        Optional<CelExpression> when = expression(place, rule, "when", CelExpression::condition);
        Optional<CelExpression> message = expression(place, rule, "message", CelExpression::text);
        return status.map(it -> new UserRule(when, it, message));
    }

    private Optional<HealthStatus> status(String place, MapNode rule) {
        Optional<HealthStatus> status =
                text(rule, "status")
                        .flatMap(HealthStatus::of)
                        .filter(each -> each != HealthStatus.MISSING);
        if (status.isEmpty()) {
            problems.add(
                    place
                            + at(rule)
                            + " has no status: one of Healthy, Progressing, Degraded, Suspended and"
                            + " Unknown");
        }
        return status;
    }

    private interface Compiling {
        CelExpression compiled(String text) throws CelException;
    }

    private Optional<CelExpression> expression(
            String place, MapNode rule, String name, Compiling compiling) {
        Optional<Node> node = rule.get(name);
        if (node.isEmpty()) {
            return Optional.empty();
        }
        try {
            if (node.get() instanceof ScalarNode scalar) {
                return Optional.of(compiling.compiled(scalar.value()));
            }
            problems.add(place + ", " + name + at(node.get()) + " is no expression");
        } catch (CelException e) {
            problems.add(place + ", " + name + at(node.get()) + ": " + e.getMessage());
        }
        return Optional.empty();
    }

    private static Optional<String> text(MapNode map, String name) {
        return map.get(name)
                .filter(ScalarNode.class::isInstance)
                .map(node -> ((ScalarNode) node).value());
    }

    private static String at(Node node) {
        return node.line() > 0 ? " (line " + node.line() + ")" : "";
    }
}
