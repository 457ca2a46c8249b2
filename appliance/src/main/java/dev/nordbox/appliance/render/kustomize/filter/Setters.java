package dev.nordbox.appliance.render.kustomize.filter;

import dev.nordbox.appliance.render.yaml.Comments;
import dev.nordbox.appliance.render.yaml.Node;
import dev.nordbox.appliance.render.yaml.NodeKinds;
import dev.nordbox.appliance.render.yaml.ScalarNode;
import dev.nordbox.appliance.render.yaml.WrongNodeKind;

/** The ways filters write a scalar. The style that is there stays, comments go. */
public final class Setters {
    private Setters() {}

    /** Writes a text without saying what type it is: unquoted, {@code 5} becomes a number. */
    public static void setText(Node field, String text) throws WrongNodeKind {
        NodeKinds.requireScalar(field);
        ScalarNode scalar = (ScalarNode) field;
        scalar.setValue(text);
        scalar.setTag("");
        scalar.setTagged(false);
        scalar.setComments(Comments.NONE);
    }

    /** Writes a text of a type. */
    public static void setText(Node field, String text, String tag) throws WrongNodeKind {
        NodeKinds.requireScalar(field);
        ScalarNode scalar = (ScalarNode) field;
        scalar.setValue(text);
        scalar.setTag(tag);
        scalar.setTagged(false);
        scalar.setComments(Comments.NONE);
    }
}
