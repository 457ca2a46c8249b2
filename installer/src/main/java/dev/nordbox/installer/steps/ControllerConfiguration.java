package dev.nordbox.installer.steps;

import java.util.Optional;

/**
 * Model of {@code controller.yaml}; the appliance's reader knows what the keys mean.
 *
 * @param webhookPort of what Git hosts call; {@code ""}: none
 * @param redis socket of the render cache; {@code ""}: there is none
 */
public record ControllerConfiguration(
        String url,
        String targetRevision,
        String path,
        String identityFile,
        String knownHosts,
        String pollInterval,
        String kubeconfig,
        String stateDir,
        String socket,
        String webhookPort,
        String webhookSecret,
        String redis) {

    static ControllerConfiguration of(
            Repository repository, Optional<Integer> webhookPort, String redis) {
        return new ControllerConfiguration(
                repository.settings().url(),
                repository.settings().targetRevision(),
                repository.settings().path(),
                ControllerPaths.DEPLOY_KEY,
                ControllerPaths.KNOWN_HOSTS,
                "5s",
                ControllerPaths.KUBECONFIG,
                ControllerPaths.STATE,
                ControllerPaths.SOCKET,
                webhookPort.map(String::valueOf).orElse(""),
                ControllerPaths.WEBHOOK_SECRET,
                redis);
    }
}
