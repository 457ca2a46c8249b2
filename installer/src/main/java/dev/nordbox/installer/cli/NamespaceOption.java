package dev.nordbox.installer.cli;

import picocli.CommandLine.Option;

/** Where SealedSecrets are that do not say it themselves. */
final class NamespaceOption {
    @Option(
            names = {"-n", "--namespace"},
            paramLabel = "NAMESPACE",
            defaultValue = "",
            description = "of objects that name none")
    String name = "";
}
