package dev.nordbox.installer.step;

import dev.nordbox.installer.host.RemoteFile;
import java.util.List;

/**
 * A file that a change writes, against what stands in its place.
 *
 * @param step its id
 * @param wanted never shown when it is a secret
 * @param diff the hunks that lead from what stands there to what is wanted; empty for a secret, for
 *     what is no text, and when only mode or owner differ
 */
public record FileDifference(String step, RemoteFile wanted, Origin origin, List<String> diff) {

    /** Where that which is replaced comes from. */
    public enum Origin {
        /** Nothing is replaced. */
        NEW("new"),
        OURS("as nordbox wrote it"),
        EDITED("edited by somebody since nordbox wrote it"),
        FOUND("not of nordbox, as far as it has written down");

        private final String words;

        Origin(String words) {
            this.words = words;
        }

        /** For people, to follow the path. */
        public String words() {
            return words;
        }

        /** What is lost with it is somebody else's work. */
        public boolean isForeign() {
            return this == EDITED || this == FOUND;
        }
    }

    public FileDifference {
        diff = List.copyOf(diff);
    }

    public boolean isOf(String id, RemoteFile file) {
        return step.equals(id) && wanted.path().equals(file.path());
    }

    public String path() {
        return wanted.path();
    }
}
