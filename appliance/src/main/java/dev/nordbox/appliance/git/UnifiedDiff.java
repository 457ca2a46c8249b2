package dev.nordbox.appliance.git;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.eclipse.jgit.diff.DiffFormatter;
import org.eclipse.jgit.diff.EditList;
import org.eclipse.jgit.diff.HistogramDiff;
import org.eclipse.jgit.diff.RawText;
import org.eclipse.jgit.diff.RawTextComparator;

/** Two texts compared line by line, as {@code git diff} shows it. */
public final class UnifiedDiff {

    private UnifiedDiff() {}

    /**
     * @param fromName behind {@code ---}; {@code /dev/null} for what is new
     * @param toName behind {@code +++}; {@code /dev/null} for what goes
     * @return {@code ""} when they are the same
     */
    public static String of(String fromName, String from, String toName, String to) {
        String hunks = hunks(from, to);
        return hunks.isEmpty() ? "" : "--- " + fromName + "\n+++ " + toName + "\n" + hunks;
    }

    /** Without the names of both; {@code ""} when they are the same. */
    public static String hunks(String from, String to) {
        RawText before = new RawText(from.getBytes(StandardCharsets.UTF_8));
        RawText after = new RawText(to.getBytes(StandardCharsets.UTF_8));
        EditList edits = new HistogramDiff().diff(RawTextComparator.DEFAULT, before, after);
        ByteArrayOutputStream hunks = new ByteArrayOutputStream();
        try (DiffFormatter formatter = new DiffFormatter(hunks)) {
            formatter.format(edits, before, after);
            formatter.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e); // memory does not fail
        }
        return hunks.toString(StandardCharsets.UTF_8);
    }
}
