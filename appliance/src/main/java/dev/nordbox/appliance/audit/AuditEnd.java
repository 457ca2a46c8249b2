package dev.nordbox.appliance.audit;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How a trail was left: by an orderly end, in the middle of a line, or by somebody who took lines
 * away.
 *
 * @param last the last sound line that is there
 * @param broken hash of what stands after it and is no line; empty when nothing does
 * @param unended the last line of the files, sound or not, lacks its line feed
 * @param reached the place that was remembered is among the lines that are there
 */
record AuditEnd(AuditHead last, Optional<String> broken, boolean unended, boolean reached) {

    /** The end of one file. */
    private static final class FileEnd {
        private final List<byte[]> after = new ArrayList<>();
        private Optional<AuditHead> last = Optional.empty();
        private boolean unended;
        private boolean reached;

        static FileEnd of(Path file, AuditHead remembered) throws IOException {
            FileEnd end = new FileEnd();
            AuditFiles.read(file, (bytes, whole) -> end.line(bytes, whole, remembered));
            return end;
        }

        private void line(byte[] bytes, boolean whole, AuditHead remembered) {
            Optional<AuditLine> line = AuditLine.parse(bytes);
            last = line.map(sound -> remembered.after(sound, bytes)).or(() -> last);
            if (line.isPresent()) {
                after.clear();
                AuditHead here = last.orElseThrow();
                reached = reached || remembered.isAt(here.number(), here.hash());
            } else {
                after.add(bytes);
            }
            unended = !whole;
        }
    }

    /**
     * @param remembered where the trail was when that was last written down
     */
    static AuditEnd of(AuditFiles files, AuditHead remembered) throws IOException {
        List<Path> all = files.all();
        Optional<AuditHead> last = Optional.empty();
        List<byte[]> after = new ArrayList<>();
        boolean unended = false;
        boolean reached = remembered.number() == 0;
        for (int i = all.size() - 1; i >= 0; i--) {
            FileEnd end = FileEnd.of(all.get(i), remembered);
            unended = i == all.size() - 1 ? end.unended : unended;
            reached = reached || end.reached;
            if (last.isEmpty()) {
                after.addAll(0, end.after);
                last = end.last;
            }
            if (reached && last.isPresent()) {
                break; // what is older has been left behind in order
            }
        }
        AuditHead begin = new AuditHead(0, AuditLine.NOTHING_BEFORE, remembered.oldest());
        return new AuditEnd(last.orElse(begin), hash(after), unended, reached);
    }

    private static Optional<String> hash(List<byte[]> lines) {
        Broken broken = new Broken();
        lines.forEach(broken::add);
        return broken.any() ? Optional.of(broken.hash()) : Optional.empty();
    }
}
