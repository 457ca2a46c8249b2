package dev.nordbox.installer.steps;

/** Model of {@code controller.yaml}; the appliance's reader knows what the keys mean. */
public record ControllerConfiguration(
        String url,
        String targetRevision,
        String path,
        String identityFile,
        String knownHosts,
        String pollInterval,
        String kubeconfig,
        String stateDir,
        String socket) {

    static ControllerConfiguration of(Repository repository) {
        return new ControllerConfiguration(
                repository.settings().url(),
                repository.settings().targetRevision(),
                repository.settings().path(),
                ControllerPaths.DEPLOY_KEY,
                ControllerPaths.KNOWN_HOSTS,
                "5s",
                ControllerPaths.KUBECONFIG,
                ControllerPaths.STATE,
                ControllerPaths.SOCKET);
    }
}
