package dev.nordbox.installer.wiring;

import dev.nordbox.installer.artifact.Architecture;
import dev.nordbox.installer.artifact.Artifacts;
import dev.nordbox.installer.artifact.JavaRuntimeArchive;
import dev.nordbox.installer.artifact.K3sArtifacts;
import dev.nordbox.installer.artifact.K3sSource;
import dev.nordbox.installer.artifact.OwnJar;
import dev.nordbox.installer.config.BoxConfig;
import dev.nordbox.installer.facts.Machine;
import dev.nordbox.installer.host.TransferProgress;
import dev.nordbox.installer.problem.ProblemException;
import dev.nordbox.installer.up.ArtifactSupply;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Function;

/**
 * Takes artifacts from where the environment points, else from the release by way of the cache.
 *
 * @param cache nordbox' directory for downloads
 */
record VerifiedArtifacts(Map<String, String> environment, Path cache) implements ArtifactSupply {

    @Override
    public boolean bringsK3s() {
        return !environment.getOrDefault(K3sSource.GIVEN, "").isBlank();
    }

    @Override
    public Artifacts obtain(
            BoxConfig config, Machine machine, Function<String, TransferProgress> progress)
            throws ProblemException {
        Architecture architecture = Architecture.of(machine.architecture()).orElseThrow();
        K3sArtifacts k3s =
                K3sSource.choose(environment, config.k3s().version(), cache)
                        .obtain(architecture, progress);
        return new Artifacts(
                k3s.binary(),
                k3s.images(),
                JavaRuntimeArchive.choose(environment),
                OwnJar.find(),
                k3s.warnings());
    }
}
