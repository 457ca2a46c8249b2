package dev.nordbox.installer.steps;

import dev.nordbox.installer.artifact.Artifact;
import dev.nordbox.installer.facts.FactQuery;
import dev.nordbox.installer.facts.FileFacts;
import dev.nordbox.installer.facts.HostFacts;
import dev.nordbox.installer.step.Change;
import java.util.List;

/**
 * A large file as it must stand on the host, root's.
 *
 * @param mode octal, {@code 0755}
 */
record UploadedFile(Artifact artifact, String target, String mode) {
    private static final long MEGABYTE = 1_000_000;

    FactQuery query() {
        return FactQuery.NOTHING.artifacts(List.of(target));
    }

    boolean stands(HostFacts facts) {
        return facts.file(target).map(this::is).orElse(false);
    }

    /**
     * The upload, unless the file stands; the far side proves its sum before it takes its place.
     */
    List<Change> missing(HostFacts facts) {
        if (stands(facts)) {
            return List.of();
        }
        return List.of(
                new Change(
                                "upload %s to %s".formatted(artifact.name(), target),
                                (host, progress) ->
                                        host.upload(
                                                artifact.local(),
                                                artifact.sha256(),
                                                target,
                                                mode,
                                                progress.uploading(artifact.fileName())))
                        .because(reason(facts)));
    }

    private String reason(HostFacts facts) {
        String reason =
                facts.file(target).isEmpty() ? "it is not there" : "what stands there differs";
        return artifact.size() == 0
                ? reason // not here yet, in a plan
                : reason + "; %d MB".formatted(Math.max(1, artifact.size() / MEGABYTE));
    }

    private boolean is(FileFacts found) {
        return found.kind() == FileFacts.Kind.FILE
                && found.mode().equals(mode)
                && found.owner().equals("root:root")
                && found.sha256().equals(artifact.sha256());
    }
}
