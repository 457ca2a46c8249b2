package dev.nordbox.appliance;

import dev.nordbox.appliance.audit.AuditLog;
import dev.nordbox.appliance.compare.JudgementFile;
import dev.nordbox.appliance.compare.Judgements;
import dev.nordbox.appliance.manifest.Digests;
import dev.nordbox.appliance.tombstone.TombstoneFiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.UUID;

/**
 * What the controller keeps of a cluster beside the mirror. All of it can be lost: then the API
 * server is asked more, a Lease has to run out, the audit trail begins anew, and what was deleted
 * cannot be brought back.
 */
final class StateDirectory implements AutoCloseable {

    private final Path directory;
    private final String identity;
    private final Digests digests;
    private final Judgements judgements = new Judgements();
    private final JudgementFile file;
    private final AuditLog audit;
    private final TombstoneFiles tombstones;

    private StateDirectory(Path directory, Clock clock) throws IOException {
        this.directory = directory;
        Files.createDirectories(directory);
        this.identity =
                new String(
                        KeptBytes.in(
                                directory,
                                "identity",
                                UUID.randomUUID().toString().getBytes(StandardCharsets.UTF_8)),
                        StandardCharsets.UTF_8);
        this.digests = Digests.withKey(KeptBytes.in(directory, "digest-key", Digests.newKey()));
        this.file = new JudgementFile(directory.resolve("judgements"));
        file.load(judgements);
        this.audit = AuditLog.in(directory.resolve("audit"), clock);
        this.tombstones = TombstoneFiles.in(directory.resolve("tombstones"), clock);
    }

    static StateDirectory open(Path directory, Clock clock) throws IOException {
        return new StateDirectory(directory, clock);
    }

    String identity() {
        return identity;
    }

    Digests digests() {
        return digests;
    }

    Judgements judgements() {
        return judgements;
    }

    AuditLog audit() {
        return audit;
    }

    TombstoneFiles tombstones() {
        return tombstones;
    }

    void save() {
        file.save(judgements);
        audit.save();
    }

    @Override
    public void close() {
        save();
        audit.close();
    }
}
