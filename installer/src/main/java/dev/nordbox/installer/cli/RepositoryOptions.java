package dev.nordbox.installer.cli;

import dev.nordbox.installer.config.Flags;
import dev.nordbox.installer.output.Terminal;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What the box shall be converged from, and with which profile. */
final class RepositoryOptions {
    @Option(
            names = "--repo",
            paramLabel = "URL",
            description = "Git repository: git@HOST:PATH, ssh://, https:// or file://")
    @Nullable String repo;

    @Option(
            names = "--revision",
            paramLabel = "REVISION",
            description = "branch, tag or commit; default: HEAD")
    @Nullable String revision;

    @Option(names = "--path", paramLabel = "DIR", description = "directory in the repository")
    @Nullable String path;

    @Option(
            names = "--deploy-key",
            paramLabel = "FILE",
            description = "private key that reads the repository; default: one is made on the box")
    @Nullable String deployKey;

    @Option(
            names = "--git-host-key",
            paramLabel = "KEY",
            description = "the Git server's key, `ssh-ed25519 AAAA…` or SHA256:…")
    @Nullable String gitHostKey;

    @Option(
            names = "--profile",
            paramLabel = "NAME",
            description = "what the box is held to: nordic, nordic/no")
    @Nullable String profile;

    /** Asks for the one thing that a box cannot be without. */
    void ask(Terminal person) {
        repo =
                person.ask("Git repository (git@HOST:PATH, ssh://, https:// or file://): ")
                        .map(String::strip)
                        .filter(answer -> !answer.isEmpty())
                        .orElse(null);
    }

    Flags addTo(Flags flags) {
        return flags.with("git.url", "--repo", Optional.ofNullable(repo))
                .with("git.targetRevision", "--revision", Optional.ofNullable(revision))
                .with("git.path", "--path", Optional.ofNullable(path))
                .with("git.deployKey", "--deploy-key", Optional.ofNullable(deployKey))
                .with("git.hostKey", "--git-host-key", Optional.ofNullable(gitHostKey))
                .with("profile", "--profile", Optional.ofNullable(profile));
    }
}
