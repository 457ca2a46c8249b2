package dev.nordbox.installer.cli;

import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Option;

/** Which keys a box shall seal with. */
final class SealingKeyOptions {
    @Option(
            names = "--sealing-key",
            paramLabel = "FILE",
            description =
                    "private key that secrets are sealed with: PEM, or a backup of key Secrets; can"
                            + " be repeated; default: the box makes its own")
    List<Path> files = List.of();
}
