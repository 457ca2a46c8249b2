package dev.nordbox.installer.steps;

import dev.nordbox.installer.baseline.BaselineObject;
import dev.nordbox.templates.TemplateFailed;
import dev.nordbox.templates.Templates;
import java.util.List;

/** What the cluster knows of the controller: an account, its rights, a token. */
final class ControllerAccess {
    static final String NAMESPACE = "nordbox-system";
    static final String TOKEN = "nordbox-controller-token";

    private final Templates templates;

    ControllerAccess(Templates templates) {
        this.templates = templates;
    }

    List<BaselineObject> objects() {
        return TemplateFailed.all(
                List.of(
                        () -> object("ServiceAccount", NAMESPACE, "nordbox-controller", "account"),
                        () -> object("ClusterRole", "", "nordbox-controller", "role"),
                        () -> object("ClusterRoleBinding", "", "nordbox-controller", "binding"),
                        () -> object("Secret", NAMESPACE, TOKEN, "token")));
    }

    private BaselineObject object(String kind, String namespace, String name, String template) {
        String path = "cluster/nordbox-system/controller-" + template + ".yaml";
        return new BaselineObject(
                kind, namespace, name, templates.render(path, new NoModel()).text());
    }
}
