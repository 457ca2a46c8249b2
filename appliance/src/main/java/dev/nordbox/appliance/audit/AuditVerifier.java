package dev.nordbox.appliance.audit;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Predicate;

/**
 * Reads a trail from its first line to its last, and holds every line against the hash that the
 * next one carries, and the last one against what is remembered of the end.
 *
 * <p>What it cannot tell is that somebody wrote the whole trail anew, and what is remembered with
 * it: who wants to know keeps the hash of a line elsewhere.
 */
final class AuditVerifier {

    private static final int MOST_PROBLEMS = 20;

    private final AuditHead expected;
    private final Predicate<AuditLine> wanted;
    private final int most;

    private final List<String> problems = new ArrayList<>();
    private final Deque<AuditLine> entries = new ArrayDeque<>();
    private final Broken broken = new Broken();
    private String brokenAt = "";
    private AuditHead end = AuditHead.BEGIN;
    private String endAt = "";
    private long lines;
    private long first;
    private long leftOff;
    private boolean met;
    private boolean unended;
    private String file = "";
    private int lineOfFile;

    private AuditVerifier(AuditHead expected, Predicate<AuditLine> wanted, int most) {
        this.expected = expected;
        this.wanted = wanted;
        this.most = most;
    }

    /**
     * @param expected where the trail must at least have come
     * @param wanted entries to tell
     * @param most entries to tell, the newest ones
     */
    static AuditVerdict verify(
            AuditFiles files, AuditHead expected, Predicate<AuditLine> wanted, int most)
            throws IOException {
        AuditVerifier verifier = new AuditVerifier(expected, wanted, most);
        for (Path each : files.all()) {
            verifier.file = each.getFileName().toString();
            verifier.lineOfFile = 0;
            try {
                AuditFiles.read(each, verifier::line);
            } catch (NoSuchFileException e) {
                continue; // it made room meanwhile; whoever asked looks whether it did
            }
        }
        return verifier.verdict();
    }

    private void line(byte[] bytes, boolean whole) {
        unended = !whole;
        lineOfFile++;
        String at = file + ":" + lineOfFile;
        AuditLine.parse(bytes)
                .ifPresentOrElse(line -> line(line, bytes, at), () -> noLine(bytes, at));
    }

    private void noLine(byte[] bytes, String at) {
        if (!broken.any()) {
            brokenAt = at;
        }
        broken.add(bytes);
    }

    private void line(AuditLine line, byte[] bytes, String at) {
        if (lines == 0) {
            begin(line, at);
        } else if (line.number() != end.number() + 1) {
            problem(at + ": " + missing(end.number() + 1, line.number() - 1, line.number()));
        } else if (!line.previous().equals(end.hash())) {
            problem(
                    endAt
                            + ": line "
                            + end.number()
                            + " is not what was written: line "
                            + line.number()
                            + " carries the hash of another one");
        }
        if (broken.any() && !broken.hash().equals(line.text(AuditLine.BROKEN))) {
            problem(brokenAt + ": is no line of the trail");
        }
        broken.forget();
        if (!line.text(AuditLine.LOST).isEmpty()) {
            problem(
                    at
                            + ": line "
                            + line.number()
                            + " says that the controller began, and the trail did not end as it"
                            + " was left at line "
                            + line.text(AuditLine.LOST));
        }
        end = end.after(line, bytes);
        endAt = at;
        met = met || expected.isAt(end.number(), end.hash());
        lines++;
        tell(line);
    }

    private void begin(AuditLine line, String at) {
        first = line.number();
        boolean fromTheBegin =
                first == 1 && line.previous().equals(AuditLine.NOTHING_BEFORE)
                        || first > 1 && first <= expected.oldest();
        if (!fromTheBegin) {
            problem(
                    first == 1
                            ? at + ": line 1 is not what was written: nothing can be before it"
                            : at + ": " + missing(expected.oldest(), first - 1, first));
        }
    }

    private static String missing(long from, long to, long here) {
        if (to < from) {
            return "line " + here + " stands where line " + from + " has to be";
        }
        return (from == to ? "line " + from + " is" : "lines " + from + " to " + to + " are")
                + " missing before line "
                + here;
    }

    private void tell(AuditLine line) {
        if (!wanted.test(line)) {
            return;
        }
        entries.add(line);
        if (entries.size() > most) {
            entries.remove();
            leftOff++;
        }
    }

    private void problem(String what) {
        if (problems.size() < MOST_PROBLEMS) {
            problems.add(what);
        }
    }

    private AuditVerdict verdict() {
        boolean beingWritten = unended && met;
        if (broken.any() && !beingWritten) {
            problem(brokenAt + ": is no line of the trail");
        }
        if (expected.number() > end.number()) {
            problem(
                    (endAt.isEmpty() ? "the trail" : endAt)
                            + ": the trail ends at line "
                            + end.number()
                            + ", and had come to line "
                            + expected.number());
        } else if (expected.number() > 0 && !met && problems.isEmpty()) {
            problem(
                    "line "
                            + expected.number()
                            + " is not what was written: another hash is remembered of it");
        }
        return new AuditVerdict(lines, first, end, problems, new ArrayList<>(entries), leftOff);
    }
}
