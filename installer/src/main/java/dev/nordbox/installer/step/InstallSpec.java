package dev.nordbox.installer.step;

import dev.nordbox.installer.artifact.Artifacts;
import dev.nordbox.installer.config.BoxConfig;

/** What the box shall become: what a person said, and what was fetched and verified for it. */
public record InstallSpec(BoxConfig config, Artifacts artifacts) {}
