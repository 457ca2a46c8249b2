package dev.nordbox.installer.config;

import dev.nordbox.installer.config.Setting.Field;
import dev.nordbox.installer.config.Setting.Fields;
import dev.nordbox.installer.config.Setting.Items;
import dev.nordbox.installer.config.Setting.Scalar;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.snakeyaml.engine.v2.api.DumpSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Present;
import org.snakeyaml.engine.v2.api.lowlevel.Serialize;
import org.snakeyaml.engine.v2.common.FlowStyle;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/**
 * What a person said of a box, in a file and by flags, as one nordbox.yaml that the box keeps for
 * its kits. Settings name secrets' files, never secrets. The same words make the same text,
 * whatever their order.
 */
final class SettingsText {
    private static final DumpSettings BLOCKS = DumpSettings.builder().setWidth(120).build();

    private SettingsText() {}

    /** Without the host, which is another one by then, and what a kit knows by itself. */
    static String of(Fields said) {
        Map<String, Node> fields = nodes(said.without("ssh").without("git").without("name"));
        fields.put("apiVersion", text(BoxDecoder.API_VERSION));
        fields.put("kind", text(BoxDecoder.KIND));
        return new Present(BLOCKS)
                .emitToString(new Serialize(BLOCKS).serializeOne(mapping(fields)).iterator());
    }

    private static Node node(Setting setting) {
        if (setting instanceof Fields fields) {
            return mapping(nodes(fields));
        }
        if (setting instanceof Items items) {
            List<Node> nodes = items.items().stream().map(SettingsText::node).toList();
            return new SequenceNode(Tag.SEQ, nodes, FlowStyle.BLOCK);
        }
        Scalar scalar = (Scalar) setting;
        return new ScalarNode(tag(scalar), scalar.text(), ScalarStyle.PLAIN);
    }

    /** A key without a value says nothing. */
    private static Map<String, Node> nodes(Fields fields) {
        Map<String, Node> nodes = new TreeMap<>();
        for (Map.Entry<String, Field> field : fields.byKey().entrySet()) {
            if (!field.getValue().isNothing()) {
                nodes.put(field.getKey(), node(field.getValue().value()));
            }
        }
        return nodes;
    }

    private static Node mapping(Map<String, Node> fields) {
        List<NodeTuple> tuples = new ArrayList<>();
        fields.forEach((key, value) -> tuples.add(new NodeTuple(text(key), value)));
        return new MappingNode(Tag.MAP, tuples, FlowStyle.BLOCK);
    }

    private static Node text(String text) {
        return new ScalarNode(Tag.STR, text, ScalarStyle.PLAIN);
    }

    private static Tag tag(Scalar scalar) {
        return switch (scalar.kind()) {
            case TEXT -> Tag.STR;
            case BOOLEAN -> Tag.BOOL;
            case NOTHING -> Tag.NULL;
            case NUMBER -> scalar.text().matches("[-+]?\\d+") ? Tag.INT : Tag.FLOAT;
        };
    }
}
