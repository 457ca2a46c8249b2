package dev.nordbox.appliance.git;

import dev.nordbox.appliance.git.TargetRevision.RemoteRef;
import java.util.List;
import java.util.Optional;

/**
 * A range of versions among the tags that begin with something, which is no part of the version.
 * Written as {@code refs/tags/component-a/:v0.1.*}: no ref has a colon in its name, nor a range.
 *
 * @param prefix {@code ""} when all tags count
 */
public record TagRange(String prefix, String range) {

    static final String TAGS = "refs/tags/";

    private static final char END_OF_PREFIX = ':';

    /** The revision, among these tags if it is a range; what is no range is named in full. */
    public static String among(String prefix, String revision) {
        return prefix.isEmpty() || VersionRange.parse(revision).isEmpty()
                ? revision
                : TAGS + prefix + END_OF_PREFIX + revision;
    }

    /** Empty when it is no range. */
    static Optional<TagRange> parse(String text) {
        int end = text.startsWith(TAGS) ? text.lastIndexOf(END_OF_PREFIX) : -1;
        TagRange range =
                end < 0
                        ? new TagRange("", text)
                        : new TagRange(text.substring(TAGS.length(), end), text.substring(end + 1));
        return VersionRange.parse(range.range()).map(parsed -> range);
    }

    Optional<RemoteRef> highest(List<RemoteRef> refs) {
        return VersionRange.parse(range).flatMap(r -> r.highest(TAGS + prefix, refs));
    }

    @Override
    public String toString() {
        return prefix.isEmpty() ? range : range + " after the tagPrefix " + prefix;
    }
}
