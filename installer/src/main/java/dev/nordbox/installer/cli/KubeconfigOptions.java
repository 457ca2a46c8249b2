package dev.nordbox.installer.cli;

import dev.nordbox.installer.kubeconfig.KubeconfigFile;
import picocli.CommandLine.Option;

/** Which kubeconfig gets the box's context, and under which name. */
final class KubeconfigOptions extends ContextOptions {
    @Option(
            names = "--force",
            description = "replaces an entry of that name that somebody else wrote")
    boolean force;

    KubeconfigFile.Foreign foreign() {
        return force ? KubeconfigFile.Foreign.REPLACE : KubeconfigFile.Foreign.REFUSE;
    }
}
