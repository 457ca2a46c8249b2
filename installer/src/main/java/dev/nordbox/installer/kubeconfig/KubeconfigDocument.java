package dev.nordbox.installer.kubeconfig;

import dev.nordbox.installer.problem.ExitCode;
import dev.nordbox.installer.problem.Problem;
import dev.nordbox.installer.problem.ProblemException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import org.snakeyaml.engine.v2.api.DumpSettings;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.api.lowlevel.Present;
import org.snakeyaml.engine.v2.api.lowlevel.Serialize;
import org.snakeyaml.engine.v2.common.FlowStyle;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/**
 * A kubeconfig as a tree of YAML nodes: what is not ours goes through with its order, its quotes
 * and its unknown keys.
 */
final class KubeconfigDocument {
    /** Marks an entry as written by nordbox; kubectl keeps extensions. */
    static final String EXTENSION = "nordbox.no/box";

    /** Its parts that hold named entries, with the key of an entry's content. */
    private enum Part {
        CLUSTERS("clusters", "cluster"),
        CONTEXTS("contexts", "context"),
        USERS("users", "user");

        private final String key;
        private final String content;

        Part(String key, String content) {
            this.key = key;
            this.content = content;
        }
    }

    private final String origin;
    private final MappingNode root;

    private KubeconfigDocument(String origin, MappingNode root) {
        this.origin = origin;
        this.root = root;
    }

    static KubeconfigDocument empty() {
        MappingNode root = mapping();
        put(root, "apiVersion", scalar("v1"));
        put(root, "kind", scalar("Config"));
        return new KubeconfigDocument("", root);
    }

    /**
     * @param origin file, for messages
     */
    static KubeconfigDocument parse(String text, String origin) throws ProblemException {
        try {
            LoadSettings settings = LoadSettings.builder().setLabel(origin).build();
            Optional<Node> node = new Compose(settings).composeString(text);
            if (node.isEmpty()) {
                return empty();
            }
            if (node.get() instanceof MappingNode root) {
                return new KubeconfigDocument(origin, root);
            }
            throw invalid(origin, "is no kubeconfig");
        } catch (MarkedYamlEngineException e) {
            String line = e.getProblemMark().map(mark -> ":" + (mark.getLine() + 1)).orElse("");
            throw invalid(origin + line, "is not YAML: " + e.getProblem());
        } catch (YamlEngineException e) {
            throw invalid(origin, "is not YAML");
        }
    }

    /** Gives the only cluster, user and context another name, and the cluster another address. */
    void renameOnly(String name, String server, String host) throws ProblemException {
        for (Part part : Part.values()) {
            List<MappingNode> entries = entries(part);
            if (entries.size() != 1) {
                throw invalid(origin, "has %d %s, not one".formatted(entries.size(), part.key));
            }
            put(entries.get(0), "name", quoted(name));
            MappingNode content = content(entries.get(0), part);
            if (part == Part.CLUSTERS) {
                put(content, "server", quoted(server));
            } else if (part == Part.CONTEXTS) {
                put(content, "cluster", quoted(name));
                put(content, "user", quoted(name));
            }
            put(content, "extensions", extensions(host));
        }
        put(root, "current-context", quoted(name));
    }

    /** The parts that hold an entry of that name which nordbox did not write. */
    List<String> foreignEntries(String name) {
        List<String> foreign = new ArrayList<>();
        for (Part part : Part.values()) {
            for (MappingNode entry : entries(part)) {
                if (text(entry, "name").equals(name) && !isOurs(entry, part)) {
                    foreign.add(part.content);
                }
            }
        }
        return foreign;
    }

    /** Takes over every entry of another document, in place of those of the same names. */
    void merge(KubeconfigDocument other) {
        for (Part part : Part.values()) {
            for (MappingNode entry : other.entries(part)) {
                replace(part, entry);
            }
        }
        if (text(root, "current-context").isEmpty()) {
            put(root, "current-context", quoted(text(other.root, "current-context")));
        }
    }

    /**
     * Takes away what nordbox wrote for one box: its clusters, by the host that they came from or
     * the address that they lead to, and the contexts and users of the same names.
     *
     * @return names of what went
     */
    SortedSet<String> remove(String host, String server) {
        SortedSet<String> names = new TreeSet<>();
        for (MappingNode cluster : entries(Part.CLUSTERS)) {
            if (isOurs(cluster, Part.CLUSTERS) && leadsTo(cluster, host, server)) {
                names.add(text(cluster, "name"));
            }
        }
        for (Part part : Part.values()) {
            if (value(root, part.key).orElse(null) instanceof SequenceNode sequence) {
                sequence.getValue()
                        .removeIf(
                                node ->
                                        node instanceof MappingNode entry
                                                && names.contains(text(entry, "name"))
                                                && isOurs(entry, part));
            }
        }
        if (names.contains(text(root, "current-context"))) {
            put(root, "current-context", quoted("")); // as kubectl unsets it
        }
        return names;
    }

    private static boolean leadsTo(MappingNode cluster, String host, String server) {
        return value(cluster, Part.CLUSTERS.content).orElse(null) instanceof MappingNode content
                && (text(content, "server").equals(server)
                        || value(content, "extensions").orElse(null) instanceof SequenceNode all
                                && all.getValue().stream().anyMatch(each -> isOf(each, host)));
    }

    private static boolean isOf(Node extension, String host) {
        return extension instanceof MappingNode each
                && text(each, "name").equals(EXTENSION)
                && value(each, "extension").orElse(null) instanceof MappingNode box
                && text(box, "host").equals(host);
    }

    String text() {
        DumpSettings settings =
                DumpSettings.builder().setWidth(Integer.MAX_VALUE).setSplitLines(false).build();
        return new Present(settings)
                .emitToString(new Serialize(settings).serializeOne(root).iterator());
    }

    private void replace(Part part, MappingNode entry) {
        String name = text(entry, "name");
        SequenceNode sequence;
        if (value(root, part.key).orElse(null) instanceof SequenceNode there) {
            sequence = there;
        } else {
            // Absent, or `null`, as kubectl leaves it when the last entry goes.
            sequence = new SequenceNode(Tag.SEQ, new ArrayList<>(), FlowStyle.BLOCK);
            put(root, part.key, sequence);
        }
        List<Node> nodes = sequence.getValue();
        for (int i = 0; i < nodes.size(); i++) {
            if (nodes.get(i) instanceof MappingNode there && text(there, "name").equals(name)) {
                nodes.set(i, entry);
                return;
            }
        }
        if (nodes.isEmpty()) {
            sequence.setFlowStyle(FlowStyle.BLOCK);
        }
        nodes.add(entry);
    }

    private List<MappingNode> entries(Part part) {
        List<MappingNode> entries = new ArrayList<>();
        if (value(root, part.key).orElse(null) instanceof SequenceNode sequence) {
            for (Node node : sequence.getValue()) {
                if (node instanceof MappingNode entry) {
                    entries.add(entry);
                }
            }
        }
        return entries;
    }

    private MappingNode content(MappingNode entry, Part part) throws ProblemException {
        if (value(entry, part.content).orElse(null) instanceof MappingNode content) {
            return content;
        }
        throw invalid(origin, "has a %s without content".formatted(part.content));
    }

    private static boolean isOurs(MappingNode entry, Part part) {
        return value(entry, part.content).orElse(null) instanceof MappingNode content
                && value(content, "extensions").orElse(null) instanceof SequenceNode extensions
                && extensions.getValue().stream()
                        .anyMatch(
                                each ->
                                        each instanceof MappingNode extension
                                                && text(extension, "name").equals(EXTENSION));
    }

    private static SequenceNode extensions(String host) {
        MappingNode value = mapping();
        put(value, "host", quoted(host));
        MappingNode extension = mapping();
        put(extension, "name", scalar(EXTENSION));
        put(extension, "extension", value);
        return new SequenceNode(Tag.SEQ, new ArrayList<>(List.of(extension)), FlowStyle.BLOCK);
    }

    private static void put(MappingNode mapping, String key, Node value) {
        List<NodeTuple> tuples = mapping.getValue();
        for (int i = 0; i < tuples.size(); i++) {
            if (isKey(tuples.get(i), key)) {
                tuples.set(i, new NodeTuple(tuples.get(i).getKeyNode(), value));
                return;
            }
        }
        tuples.add(new NodeTuple(scalar(key), value));
    }

    private static Optional<Node> value(MappingNode mapping, String key) {
        return mapping.getValue().stream()
                .filter(tuple -> isKey(tuple, key))
                .map(NodeTuple::getValueNode)
                .findFirst();
    }

    private static boolean isKey(NodeTuple tuple, String key) {
        return tuple.getKeyNode() instanceof ScalarNode scalar && scalar.getValue().equals(key);
    }

    private static String text(MappingNode mapping, String key) {
        return value(mapping, key).orElse(null) instanceof ScalarNode scalar
                ? scalar.getValue()
                : "";
    }

    private static MappingNode mapping() {
        return new MappingNode(Tag.MAP, new ArrayList<>(), FlowStyle.BLOCK);
    }

    private static ScalarNode scalar(String text) {
        return new ScalarNode(Tag.STR, text, ScalarStyle.PLAIN);
    }

    /** kubectl reads YAML 1.1, to which a name like {@code no} is a boolean. */
    private static ScalarNode quoted(String text) {
        return new ScalarNode(Tag.STR, text, ScalarStyle.DOUBLE_QUOTED);
    }

    private static ProblemException invalid(String where, String what) {
        return new ProblemException(
                ExitCode.CONFIG_INVALID,
                new Problem(what, where, "mend the file, or name another with --kubeconfig"));
    }
}
