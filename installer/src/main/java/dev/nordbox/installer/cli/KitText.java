package dev.nordbox.installer.cli;

import dev.nordbox.installer.kit.Manifest;
import dev.nordbox.installer.kit.Part;
import dev.nordbox.installer.kit.Stored;
import dev.nordbox.installer.kit.Volume;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A kit's manifest for people. */
final class KitText {
    private KitText() {}

    /** {@code of prod-1 (root@203.0.113.7) as of 2026-11-28T12:00:00Z}. */
    static String line(Manifest manifest) {
        return "of %s (%s) as of %s".formatted(manifest.box(), manifest.host(), manifest.created());
    }

    static List<String> of(Manifest manifest) {
        List<String> lines = new ArrayList<>();
        lines.add("box         " + manifest.box() + ", " + manifest.host());
        lines.add("node        " + manifest.node());
        lines.add("saved       " + manifest.created() + " by nordbox " + manifest.nordbox());
        lines.add("k3s         " + manifest.k3s());
        manifest.repository()
                .ifPresent(
                        repository -> {
                            lines.add(
                                    "repository  %s at %s"
                                            .formatted(
                                                    repository.url(), repository.targetRevision()));
                            lines.add("commit      " + repository.commit().orElse("unknown"));
                        });
        for (Volume volume : manifest.volumes()) {
            lines.add("volume      " + volume.title() + ": " + volume.coverage());
        }
        for (Manifest.SealingKey key : manifest.sealingKeys()) {
            lines.add("sealing key " + key.fingerprint() + " since " + key.since());
        }
        lines.add("");
        List<Stored> streams = manifest.streams();
        for (Part part : manifest.parts()) {
            if (streams.stream().noneMatch(stream -> stream.hasPiece(part.path()))) {
                lines.add(line(part.size(), part.sha256(), part.path()));
            }
        }
        streams.forEach(
                stream -> lines.add(line(stream.size(), stream.sha256(), stream.path() + ".*")));
        return lines;
    }

    private static String line(long size, String sha256, String path) {
        return String.format(Locale.ROOT, "%12d  %s  %s", size, sha256.substring(0, 12), path);
    }
}
