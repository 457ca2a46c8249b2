package dev.nordbox.installer.config;

import java.util.Optional;

/** How a configuration begins, and what a command line has to say beside it. */
final class BoxYaml {
    static final String HEADER =
            """
            apiVersion: nordbox.no/v1alpha1
            kind: Box
            """;
    static final Flags HOST_AND_REPO =
            new Flags()
                    .with("ssh.host", "--host", Optional.of("root@203.0.113.7"))
                    .with("git.url", "--repo", Optional.of("git@git.example.no:ops/box.git"));

    private BoxYaml() {}
}
