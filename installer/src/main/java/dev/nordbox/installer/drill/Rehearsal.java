package dev.nordbox.installer.drill;

import dev.nordbox.installer.config.BoxConfig;
import dev.nordbox.installer.kit.Kit;
import dev.nordbox.installer.kit.Manifest;
import java.util.List;
import java.util.Optional;

/** A box' configuration for a drill: the same box, which touches nothing outside itself. */
final class Rehearsal {
    private Rehearsal() {}

    /**
     * The repository is read, at the commit that the kit was at and no other. Nobody reaches what
     * the box serves, its pods reach nobody, no Git host's call is awaited, and no kits are made.
     */
    static BoxConfig of(BoxConfig config, Kit kit) {
        BoxConfig.Git git = config.git();
        BoxConfig.Firewall firewall = config.firewall();
        return new BoxConfig(
                config.name(),
                config.profile(),
                config.ssh(),
                new BoxConfig.Git(
                        git.url(),
                        kit.manifest()
                                .repository()
                                .flatMap(Manifest.Repository::commit)
                                .orElse(git.targetRevision()),
                        git.path(),
                        git.hostKey(),
                        git.deployKey()),
                config.k3s(),
                new BoxConfig.Firewall(firewall.admins(), firewall.ssh(), List.of(), true),
                config.proxy(),
                config.hardening(),
                config.namespaces(),
                config.templates(),
                new BoxConfig.Controller(config.controller().redis(), Optional.empty()),
                Optional.empty(),
                config.said());
    }
}
