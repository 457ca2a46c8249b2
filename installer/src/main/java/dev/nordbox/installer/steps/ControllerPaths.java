package dev.nordbox.installer.steps;

/** Where the controller's parts lie on the box. */
public final class ControllerPaths {
    static final String USER = "nordbox";
    static final String UNIT = "nordbox.service";
    static final String JAR = "/opt/nordbox/bootstrap.jar";
    static final String JAVA_RUNTIME = "/opt/nordbox/jre";
    static final String COMPILER = "/opt/nordbox/compiler.json";
    public static final String CONFIGURATION = "/etc/nordbox/controller.yaml";
    static final String KUBECONFIG = "/etc/nordbox/kubeconfig";
    static final String STATE = "/var/lib/nordbox";
    static final String GIT = STATE + "/git";
    static final String DEPLOY_KEY = GIT + "/id_ed25519";
    static final String KNOWN_HOSTS = GIT + "/known_hosts";
    static final String WEBHOOK_SECRET = STATE + "/webhook-secret";
    static final String SOCKET = "/run/nordbox/controller.sock";

    private ControllerPaths() {}
}
