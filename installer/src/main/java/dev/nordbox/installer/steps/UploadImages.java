package dev.nordbox.installer.steps;

import dev.nordbox.installer.artifact.Artifact;
import dev.nordbox.installer.facts.FactQuery;
import dev.nordbox.installer.facts.HostFacts;
import dev.nordbox.installer.host.Command;
import dev.nordbox.installer.step.Change;
import dev.nordbox.installer.step.InstallSpec;
import dev.nordbox.installer.step.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Puts the images of k3s' own components where k3s imports them from, so that the box need not
 * reach a registry to start.
 */
public final class UploadImages implements Step {
    static final String DIRECTORY = "/var/lib/rancher/k3s/agent/images/";
    private static final List<String> ENDINGS = List.of(".tar.zst", ".tar.gz", ".tar");

    @Override
    public String id() {
        return "k3s-images";
    }

    @Override
    public String title() {
        return "Upload k3s' images";
    }

    @Override
    public FactQuery asks(InstallSpec spec) {
        return archive(spec)
                .map(file -> file.query().artifacts(others(file.target())))
                .orElse(FactQuery.NOTHING);
    }

    @Override
    public List<Change> plan(HostFacts facts, InstallSpec spec) {
        Optional<UploadedFile> archive = archive(spec);
        if (archive.isEmpty()) {
            return List.of();
        }
        List<Change> changes = new ArrayList<>(archive.get().missing(facts));
        changes.addAll(removeOthers(facts, archive.get()));
        return changes;
    }

    /** Once the archive stands, or is about to. */
    static List<Change> removeOthers(HostFacts facts, UploadedFile archive) {
        List<Change> changes = new ArrayList<>();
        // k3s imports every archive it finds, so one of another release would stay in use.
        for (String other : others(archive.target())) {
            if (facts.file(other).isPresent()) {
                Command remove = Command.of("rm", "-f", other).withRoot();
                changes.add(
                        Change.running("remove " + other, remove)
                                .because("k3s would load it as well"));
            }
        }
        return changes;
    }

    static Optional<UploadedFile> archive(InstallSpec spec) {
        return spec.artifacts()
                .images()
                .map(images -> new UploadedFile(images, target(images), "0644"));
    }

    private static String target(Artifact images) {
        return DIRECTORY + images.fileName();
    }

    private static List<String> others(String target) {
        int ending = target.indexOf(".tar");
        String stem = target.substring(0, ending < 0 ? target.length() : ending);
        return ENDINGS.stream()
                .map(each -> stem + each)
                .filter(each -> !each.equals(target))
                .toList();
    }
}
