package dev.nordbox.appliance.audit;

import dev.nordbox.appliance.control.AuditTrail;
import dev.nordbox.appliance.control.Cause;
import dev.nordbox.appliance.manifest.ResourceKey;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The audit trail as files: a JSON object a line, only ever appended to, each with the hash of the
 * line before. Holds names and no values. Thread safe.
 */
public final class AuditLog implements AuditTrail, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(AuditLog.class);
    private static final long LONGEST_FILE = 8 << 20;
    private static final int MOST_FILES = 8;

    private final AuditFiles files;
    private final Clock clock;
    private final long longestFile;

    // Guarded by this.
    private AuditHead head = AuditHead.BEGIN;
    private AuditHead saved = AuditHead.BEGIN;
    private Optional<Path> current = Optional.empty();
    private Optional<AuditFile> file = Optional.empty();
    private boolean opened;

    private AuditLog(Path directory, Clock clock, long longestFile) throws IOException {
        Files.createDirectories(directory);
        this.files = new AuditFiles(directory);
        this.clock = clock;
        this.longestFile = longestFile;
    }

    /**
     * Goes on where an earlier process ended. How that was is the first thing that is written.
     *
     * @throws IOException the directory cannot be made
     */
    public static AuditLog in(Path directory, Clock clock) throws IOException {
        return in(directory, clock, LONGEST_FILE);
    }

    /**
     * @param longestFile in bytes; the line that reaches it is the last one of its file
     */
    static AuditLog in(Path directory, Clock clock, long longestFile) throws IOException {
        return new AuditLog(directory, clock, longestFile);
    }

    @Override
    public synchronized void wrote(
            String action, ResourceKey key, Cause cause, String managerBefore) {
        Map<String, String> event = new LinkedHashMap<>();
        event.put("time", clock.instant().toString());
        event.put("action", action);
        event.put("object", key.toString());
        event.put("application", cause.application());
        event.put("commit", cause.revision());
        event.put("cause", cause.reason());
        event.put("actor", cause.actor());
        event.put("managerBefore", managerBefore);
        try {
            goOn();
            append(event, false);
        } catch (IOException e) {
            leave();
            opened = false; // half of it may be there: that is looked at before the next line
            LOG.atWarn().log("the audit trail cannot be written: {}", e.getMessage());
        }
    }

    /** Where the trail ends now; whoever verifies it must find it there. */
    synchronized AuditHead head() throws IOException {
        goOn();
        return head;
    }

    AuditFiles files() {
        return files;
    }

    /** Remembers where the trail ends, beside it; called every few seconds. */
    public synchronized void save() {
        if (file.filter(open -> !open.isStillThere()).isPresent()) {
            leave(); // the next line makes it anew, and what is missing is a finding
        }
        if (!opened || head.equals(saved)) {
            return;
        }
        try {
            remember();
        } catch (IOException e) {
            LOG.atWarn().log("the end of the audit trail is not remembered: {}", e.getMessage());
        }
    }

    private void remember() throws IOException {
        if (file.isPresent()) {
            file.get().force(); // the lines first: what is remembered has to be there
        }
        head.write(files.headFile());
        saved = head;
    }

    // ---- how the last process left it

    private void goOn() throws IOException {
        if (opened) {
            return;
        }
        List<Path> all = files.all();
        Optional<AuditHead> remembered = AuditHead.read(files.headFile());
        if (remembered.isEmpty() && all.isEmpty()) {
            AuditHead.BEGIN.write(files.headFile()); // from now on its absence is a finding
            remembered = Optional.of(AuditHead.BEGIN);
        }
        AuditHead known = remembered.filter(there -> there.number() > head.number()).orElse(head);
        AuditEnd end = AuditEnd.of(files, known);
        leave();
        current = all.isEmpty() ? Optional.empty() : Optional.of(all.get(all.size() - 1));
        head = end.last();
        saved = remembered.orElse(AuditHead.BEGIN);
        boolean lost = !end.reached() || remembered.isEmpty();
        if (lost || end.broken().isPresent()) {
            append(how(end, lost, known), end.unended());
        } else if (end.unended()) {
            append(new byte[] {'\n'});
        }
        opened = true;
    }

    private Map<String, String> how(AuditEnd end, boolean lost, AuditHead known) {
        Map<String, String> event = new LinkedHashMap<>();
        event.put("time", clock.instant().toString());
        event.put("action", lost ? "go on after lost lines" : "go on after half a line");
        event.put(AuditLine.BROKEN, end.broken().orElse(""));
        event.put(AuditLine.LOST, lost ? String.valueOf(known.number()) : "");
        return event;
    }

    // ---- one line after the other

    private void append(Map<String, String> event, boolean endLineBefore) throws IOException {
        AuditLine line = AuditLine.after(head, event);
        byte[] bytes = line.bytes();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        if (endLineBefore) {
            out.write('\n');
        } else {
            rotate();
        }
        out.writeBytes(bytes);
        out.write('\n');
        append(out.toByteArray());
        head = head.after(line, bytes);
    }

    private void append(byte[] bytes) throws IOException {
        if (current.isEmpty()) {
            current = Optional.of(files.beginningWith(head.number() + 1));
        }
        open().append(bytes);
    }

    private AuditFile open() throws IOException {
        if (file.isEmpty()) {
            file = Optional.of(AuditFile.at(current.orElseThrow()));
        }
        return file.get();
    }

    private void leave() {
        try {
            if (file.isPresent()) {
                file.get().close();
            }
        } catch (IOException e) {
            LOG.atDebug().log("the audit trail's file was not closed: {}", e.getMessage());
        }
        file = Optional.empty();
    }

    /** What comes later is written all the same, to the file opened anew. */
    @Override
    public synchronized void close() {
        save();
        leave();
    }

    /** The chain goes on in the next file; the eldest makes room, which is remembered first. */
    private void rotate() throws IOException {
        if (current.isEmpty() || open().length() < longestFile) {
            return;
        }
        List<Path> all = files.all();
        int surplus = Math.max(0, all.size() + 1 - MOST_FILES);
        head = head.keptFrom(AuditFiles.firstNumber(all.get(surplus)));
        remember();
        for (Path old : all.subList(0, surplus)) {
            Files.deleteIfExists(old);
        }
        leave();
        current = Optional.empty();
    }
}
