package dev.nordbox.appliance.git;

import dev.nordbox.appliance.git.GitException.Reason;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.eclipse.jgit.lib.Repository;

/**
 * The revision as the user wrote it, read as Argo CD reads it: a full commit id; a version range,
 * which picks the highest matching tag; else, and when no tag fits the range, the name of a branch
 * or tag, short or full. Where Argo CD takes the first of a branch and a tag that share a name,
 * this refuses to guess.
 */
record TargetRevision(String text) {

    private static final Pattern COMMIT = Pattern.compile("[0-9a-fA-F]{40}");
    private static final Pattern CONTROL = Pattern.compile("\\p{Cntrl}");
    private static final int LONGEST = 250;
    private static final Pattern ABBREVIATION = Pattern.compile("[0-9a-fA-F]{7,39}");

    /**
     * What a repository says about one of its refs; annotated tags stand for their commit.
     *
     * @param target the ref that a symbolic one, as HEAD, points to; else the name itself
     */
    record RemoteRef(String name, String commit, String target) {

        RemoteRef(String name, String commit) {
            this(name, commit, name);
        }
    }

    TargetRevision {
        text = text.isEmpty() ? "HEAD" : text;
    }

    /** The commit itself, if that is what was written: it needs no question to the repository. */
    Optional<Revision> pinned() {
        if (!COMMIT.matcher(text).matches()) {
            return Optional.empty();
        }
        String commit = text.toLowerCase(Locale.ROOT);
        return Optional.of(new Revision(commit, commit));
    }

    /** Whether it can be a commit's id or the beginning of one, should no ref have this name. */
    boolean isCommit() {
        return pinned().isPresent() || ABBREVIATION.matcher(text).matches();
    }

    /** No ref has such a name, and no other side need be shown it, when not. */
    boolean canBeAsked() {
        return text.length() <= LONGEST && !CONTROL.matcher(text).find();
    }

    /** The beginnings of all ref names that {@link #resolve} could pick. */
    String[] refPrefixes() {
        Optional<TagRange> range = TagRange.parse(text);
        if (range.isPresent()) {
            String tags = TagRange.TAGS + range.get().prefix();
            String branch = "refs/heads/" + range.get().range();
            return Repository.isValidRefName(branch)
                    ? new String[] {tags, branch}
                    : new String[] {tags};
        }
        if (text.equals("HEAD") || text.startsWith("refs/")) {
            return new String[] {text};
        }
        return new String[] {"refs/heads/" + text, "refs/tags/" + text};
    }

    /**
     * The ref that is wanted; empty if the repository has none of that name.
     *
     * @throws GitException when a branch and a tag of that name stand at different commits
     */
    Optional<RemoteRef> resolve(List<RemoteRef> refs) throws GitException {
        Optional<TagRange> range = TagRange.parse(text);
        Optional<RemoteRef> tag = range.flatMap(r -> r.highest(refs));
        return tag.isPresent() ? tag : named(range.map(TagRange::range).orElse(text), refs);
    }

    private static Optional<RemoteRef> named(String text, List<RemoteRef> refs)
            throws GitException {
        List<RemoteRef> named = refs.stream().filter(ref -> isName(text, ref.name())).toList();
        if (named.stream().map(RemoteRef::commit).distinct().count() > 1) {
            throw new GitException(
                    Reason.REVISION_AMBIGUOUS,
                    "targetRevision '" + text + "' is the name of a branch and of a tag",
                    "write refs/heads/" + text + " or refs/tags/" + text);
        }
        return named.stream().findFirst();
    }

    private static boolean isName(String text, String ref) {
        return ref.equals(text)
                || ref.equals("refs/heads/" + text)
                || ref.equals("refs/tags/" + text);
    }

    @Override
    public String toString() {
        String shown = TagRange.parse(text).map(TagRange::toString).orElse(text);
        return CONTROL.matcher(shown).replaceAll("?");
    }
}
