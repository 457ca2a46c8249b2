package dev.nordbox.installer.steps;

import dev.nordbox.appliance.git.GitUrl;
import dev.nordbox.installer.config.BoxConfig;
import dev.nordbox.installer.step.InstallSpec;
import java.util.Optional;

/** The repository that the box converges from; a box can be set up before there is one. */
record Repository(GitUrl url, BoxConfig.Git settings) {

    static Optional<Repository> of(InstallSpec spec) {
        BoxConfig.Git git = spec.config().git();
        return git.url().isBlank()
                ? Optional.empty()
                : Optional.of(new Repository(GitUrl.parse(git.url()), git));
    }

    boolean overSsh() {
        return url.scheme() == GitUrl.Scheme.SSH;
    }

    /** The Git server as known_hosts calls it. */
    String knownHost() {
        return url.port() == 22 ? url.host() : "[" + url.host() + "]:" + url.port();
    }
}
