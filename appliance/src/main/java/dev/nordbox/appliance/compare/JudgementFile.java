package dev.nordbox.appliance.compare;

import dev.nordbox.appliance.compare.Judgements.Judgement;
import dev.nordbox.appliance.json.Json;
import dev.nordbox.appliance.manifest.Digest;
import dev.nordbox.appliance.manifest.Fields;
import dev.nordbox.appliance.manifest.ResourceKey;
import dev.nordbox.appliance.sync.Verdict;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps over a restart which objects were equal to which manifests, so that a thousand applications
 * that have not changed cost a look and not a dry run each. Digests only, by a key that lies beside
 * it; without the file everything is asked again.
 */
public final class JudgementFile {

    private static final Logger LOG = LoggerFactory.getLogger(JudgementFile.class);

    private final Path file;
    private long savedChanges = -1;

    public JudgementFile(Path file) {
        this.file = file;
    }

    /** What cannot be read is as if it were not there. */
    public void load(Judgements judgements) {
        if (!Files.exists(file)) {
            return;
        }
        Map<ResourceKey, Judgement> saved = new HashMap<>();
        try {
            for (String line : Files.readAllLines(file)) {
                read(line, saved);
            }
            judgements.restore(saved);
        } catch (IOException | IllegalArgumentException e) {
            LOG.atInfo().log("{} cannot be read, everything is compared anew", file);
        }
    }

    private static void read(String line, Map<ResourceKey, Judgement> saved) {
        Map<String, Object> entry = Json.parse(line.getBytes(StandardCharsets.UTF_8));
        ResourceKey key =
                new ResourceKey(
                        text(entry, "group"),
                        text(entry, "kind"),
                        text(entry, "namespace"),
                        text(entry, "name"));
        saved.put(
                key,
                new Judgement(
                        new Digest(text(entry, "manifest")),
                        text(entry, "uid"),
                        Optional.of(new Digest(text(entry, "applied"))),
                        Verdict.EQUAL));
    }

    private static String text(Map<String, Object> entry, String field) {
        return Fields.text(entry, field)
                .orElseThrow(() -> new IllegalArgumentException("no " + field));
    }

    /** Writes the file when there is something new; the old one stays until the new is whole. */
    public synchronized void save(Judgements judgements) {
        if (judgements.changes() == savedChanges) {
            return;
        }
        long changes = judgements.changes();
        List<String> lines = new ArrayList<>();
        judgements.equal().forEach((key, judgement) -> line(key, judgement).ifPresent(lines::add));
        try {
            Path next = file.resolveSibling(file.getFileName() + ".new");
            Files.write(next, lines);
            Files.move(
                    next,
                    file,
                    StandardCopyOption.ATOMIC_MOVE,
                    StandardCopyOption.REPLACE_EXISTING);
            savedChanges = changes;
        } catch (IOException e) {
            LOG.atWarn().log("{} cannot be written: {}", file, e.getMessage());
        }
    }

    private static Optional<String> line(ResourceKey key, Judgement judgement) {
        return judgement
                .applied()
                .map(
                        applied ->
                                Map.of(
                                        "group", key.group(),
                                        "kind", key.kind(),
                                        "namespace", key.namespace(),
                                        "name", key.name(),
                                        "manifest", judgement.manifest().hex(),
                                        "uid", judgement.uid(),
                                        "applied", applied.hex()))
                .map(entry -> new String(Json.printCanonical(entry), StandardCharsets.UTF_8));
    }
}
