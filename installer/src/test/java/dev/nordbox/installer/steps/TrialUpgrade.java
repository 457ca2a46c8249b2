package dev.nordbox.installer.steps;

import dev.nordbox.installer.artifact.Artifacts;
import dev.nordbox.installer.config.BoxConfig;
import dev.nordbox.installer.output.Event;
import dev.nordbox.installer.problem.Problem;
import dev.nordbox.installer.problem.ProblemException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** A box that runs the old k3s and wants the new one. */
final class TrialUpgrade {
    final TrialBox box;
    final FakeUpgrade k3s;
    private final Path files;

    private TrialUpgrade(Path files) {
        this.files = files;
        this.box = TrialBox.in(files);
        this.k3s = FakeUpgrade.on(box.host, box.cluster);
    }

    /** Nothing is on the host yet. */
    static TrialUpgrade fresh(Path files) {
        return new TrialUpgrade(files);
    }

    static TrialUpgrade in(Path files) throws ProblemException {
        TrialUpgrade trial = fresh(files);
        trial.release(FakeUpgrade.OLD);
        trial.box.up();
        trial.release(FakeUpgrade.NEW);
        trial.box.host.reconnect();
        return trial;
    }

    /** That version is wanted, and its files are here. */
    void release(String version) {
        release(version, "k3s " + version);
    }

    /** The same of another build. */
    void release(String version, String binary) {
        Artifacts was = box.spec.artifacts();
        box.withArtifacts(
                new Artifacts(
                        TrialBox.file(files, "k3s." + version, binary),
                        Optional.of(
                                TrialBox.file(
                                        folder(version),
                                        "k3s-airgap-images-amd64.tar.zst",
                                        "images of " + version)),
                        was.javaRuntime(),
                        was.bootstrapJar(),
                        was.warnings()));
        wants(version);
    }

    /** An archive is named in {@code k3s.images}. */
    void bringsImages(String name) {
        Artifacts was = box.spec.artifacts();
        box.withArtifacts(
                new Artifacts(
                        was.k3s(),
                        was.images(),
                        was.javaRuntime(),
                        was.bootstrapJar(),
                        List.of(TrialBox.file(files, name, "images in " + name)),
                        was.warnings()));
    }

    private Path folder(String version) {
        try {
            return Files.createDirectories(files.resolve(version));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void wants(String version) {
        box.withConfig(box.spec.config().with(version(version, true)));
    }

    static BoxConfig.K3s version(String version, boolean chosen) {
        return new BoxConfig.K3s(version, List.of(), List.of("traefik"), Optional.empty(), chosen);
    }

    List<Problem> warnings() {
        return box.told.stream()
                .filter(Event.Warned.class::isInstance)
                .map(event -> ((Event.Warned) event).problem())
                .toList();
    }

    /** How far the host says that it has come; nothing where no upgrade is under way. */
    String note() {
        return box.host.text(UpgradeNote.PATH).orElse("");
    }
}
