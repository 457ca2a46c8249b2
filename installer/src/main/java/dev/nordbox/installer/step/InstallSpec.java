package dev.nordbox.installer.step;

import dev.nordbox.installer.artifact.Artifacts;
import dev.nordbox.installer.config.BoxConfig;
import dev.nordbox.installer.kit.Kit;
import java.util.Optional;

/**
 * What the box shall become: what a person said, and what was fetched and verified for it.
 *
 * @param kit that it comes back from; empty: it begins, or goes on, by itself
 */
public record InstallSpec(BoxConfig config, Artifacts artifacts, Optional<Kit> kit) {

    public InstallSpec(BoxConfig config, Artifacts artifacts) {
        this(config, artifacts, Optional.empty());
    }
}
