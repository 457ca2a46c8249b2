package dev.nordbox.appliance.render.kustomize.filter;

import dev.nordbox.appliance.render.RenderException;
import dev.nordbox.appliance.render.yaml.Node;
import dev.nordbox.appliance.render.yaml.NodeKinds;
import dev.nordbox.appliance.render.yaml.ScalarNode;
import java.util.List;
import java.util.Optional;

/** The subjects of (cluster) role bindings that a namespace transformer moves. */
public enum RoleBindingSubjects {
    DEFAULT_ONLY("defaultOnly"),
    ALL_SERVICE_ACCOUNTS("allServiceAccounts"),
    NONE("none");

    private final String spelling;

    RoleBindingSubjects(String spelling) {
        this.spelling = spelling;
    }

    /** The mode of that name; {@code ""} is the default. */
    public static RoleBindingSubjects of(String spelling) throws RenderException {
        if (spelling.isEmpty()) {
            return DEFAULT_ONLY;
        }
        for (RoleBindingSubjects mode : values()) {
            if (mode.spelling.equals(spelling)) {
                return mode;
            }
        }
        throw new RenderException(
                "invalid value \""
                        + spelling
                        + "\" for setRoleBindingSubjects: must be one of"
                        + " \"defaultOnly\", \"none\" or \"allServiceAccounts\"");
    }

    static boolean isBinding(String kind) {
        return kind.equals("RoleBinding") || kind.equals("ClusterRoleBinding");
    }

    boolean moves(Node subject) throws RenderException {
        return switch (this) {
            case DEFAULT_ONLY -> has(subject, "name", "default");
            case ALL_SERVICE_ACCOUNTS -> has(subject, "kind", "ServiceAccount");
            case NONE -> false;
        };
    }

    private static boolean has(Node subject, String field, String value) throws RenderException {
        try {
            Optional<Node> found = PathLookup.find(subject, List.of(field));
            if (found.isEmpty() || found.get().isNull()) {
                return false;
            }
            NodeKinds.requireScalar(found.get());
            return ((ScalarNode) found.get()).value().equals(value);
        } catch (RenderException e) {
            throw e.prefixed("looking up " + field + " on (cluster)role binding subject");
        }
    }
}
