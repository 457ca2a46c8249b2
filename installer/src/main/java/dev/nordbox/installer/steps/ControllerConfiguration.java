package dev.nordbox.installer.steps;

import dev.nordbox.appliance.residency.ResidencyRules;
import dev.nordbox.installer.config.BoxConfig.Controller;
import dev.nordbox.installer.config.SealingConfig;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Model of {@code controller.yaml}; the appliance's reader knows what the keys mean.
 *
 * @param webhookPort of what Git hosts call; {@code ""}: none
 * @param redis socket of the render cache; {@code ""}: there is none
 * @param rules of the profile that the box is held to; one at most
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
        String redis,
        Sealing sealing,
        List<Rules> rules) {

    /** What was said of it; {@code ""}: nothing, and the controller knows. */
    public record Sealing(String keyRenewPeriod, String keyCutoffTime, String plainSecrets) {

        static Sealing of(SealingConfig said) {
            return new Sealing(
                    said.keyRenewPeriod().orElse(""),
                    said.keyCutoffTime().orElse(""),
                    said.plainSecrets().orElse(""));
        }
    }

    /** What manifests are held to, sorted, so that the file comes out the same each time. */
    public record Rules(
            List<String> registries,
            List<String> systemRegistries,
            List<String> egressCidrs,
            List<String> egressHosts,
            List<String> storageClasses,
            List<String> ingressHosts,
            List<String> countries,
            List<Owner> gitOwners,
            List<Level> podSecurity,
            List<Waived> waived) {

        /** Country of whoever runs a well-known Git host. */
        public record Owner(String host, String country) {}

        /** Pod Security Standard of a namespace. */
        public record Level(String namespace, String standard) {}

        /** A rule that nobody objects by up to a day. */
        public record Waived(String rule, String until) {}

        static Rules of(ResidencyRules rules) {
            return new Rules(
                    rules.registries(),
                    rules.systemRegistries(),
                    sorted(rules.egressCidrs()),
                    sorted(rules.egressHosts()),
                    rules.storageClasses(),
                    rules.ingressHosts(),
                    rules.countries(),
                    new TreeMap<>(rules.gitOwners())
                            .entrySet().stream()
                                    .map(owner -> new Owner(owner.getKey(), owner.getValue()))
                                    .toList(),
                    new TreeMap<>(rules.podSecurity())
                            .entrySet().stream()
                                    .map(level -> new Level(level.getKey(), level.getValue()))
                                    .toList(),
                    new TreeMap<>(rules.waived())
                            .entrySet().stream()
                                    .map(
                                            waiver ->
                                                    new Waived(
                                                            waiver.getKey(),
                                                            waiver.getValue().toString()))
                                    .toList());
        }

        private static List<String> sorted(Collection<String> texts) {
            return texts.stream().sorted().toList();
        }
    }

    static ControllerConfiguration of(
            Repository repository,
            Controller controller,
            String redis,
            Optional<ResidencyRules> rules) {
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
                controller.webhookPort().map(String::valueOf).orElse(""),
                ControllerPaths.WEBHOOK_SECRET,
                redis,
                Sealing.of(controller.sealing()),
                rules.map(Rules::of).stream().toList());
    }
}
