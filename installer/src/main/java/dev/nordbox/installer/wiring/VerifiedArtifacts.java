package dev.nordbox.installer.wiring;

import dev.nordbox.installer.artifact.Architecture;
import dev.nordbox.installer.artifact.Artifacts;
import dev.nordbox.installer.artifact.ImageArchive;
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
        return with(source(config).obtain(architecture, progress), config);
    }

    @Override
    public Artifacts foresee(
            BoxConfig config, Machine machine, Function<String, TransferProgress> progress)
            throws ProblemException {
        Architecture architecture = Architecture.of(machine.architecture()).orElseThrow();
        return with(source(config).foresee(architecture, progress), config);
    }

    /** What lies here already has been read once, which takes its time with large images. */
    @Override
    public Artifacts fetch(
            Artifacts foreseen,
            BoxConfig config,
            Machine machine,
            Function<String, TransferProgress> progress)
            throws ProblemException {
        if (bringsK3s()) {
            return foreseen;
        }
        Architecture architecture = Architecture.of(machine.architecture()).orElseThrow();
        K3sArtifacts k3s = source(config).obtain(architecture, progress);
        return new Artifacts(
                k3s.binary(),
                k3s.images(),
                foreseen.javaRuntime(),
                foreseen.bootstrapJar(),
                foreseen.ownImages(),
                k3s.warnings());
    }

    private K3sSource source(BoxConfig config) {
        return K3sSource.choose(environment, config.k3s().version(), cache);
    }

    private Artifacts with(K3sArtifacts k3s, BoxConfig config) throws ProblemException {
        return new Artifacts(
                k3s.binary(),
                k3s.images(),
                JavaRuntimeArchive.choose(environment),
                OwnJar.find(),
                ImageArchive.all(config.k3s().images()),
                k3s.warnings());
    }
}
