package dev.nordbox.appliance.control;

import dev.nordbox.appliance.catalog.FollowedRevision;
import dev.nordbox.appliance.tree.FileTree;
import dev.nordbox.appliance.tree.InMemoryTree;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;

/** Repositories beside the root's, as a test says they are. */
final class FakeRepositories implements Repositories {

    private final Map<Wanted, Sighting> sightings = new HashMap<>();
    final List<String> askedNow = new ArrayList<>();
    Set<Wanted> kept = Set.of();

    /** Whoever asks now has no answer yet. */
    boolean slow;

    /** To whoever asks anew. */
    Answered answer = Answered.YES;

    private boolean askedAnew;

    /** A poll asks for what somebody has asked for here. */
    private final Set<Wanted> polled = new HashSet<>();

    /** As mirrors go that nobody names. */
    boolean forgetsWhatIsNotKept;

    /** A commit with one file. */
    void stands(String url, String revision, String commit, String path, String content) {
        stands(url, revision, commit, new InMemoryTree().file(path, content));
    }

    void stands(String url, String revision, String commit, FileTree tree) {
        FollowedRevision followed = new FollowedRevision(url, revision, revision, commit);
        sightings.put(
                new Wanted(url, revision),
                new Sighting(Optional.of(new Checkout(followed, tree)), Optional.empty()));
    }

    /** Nothing of it is known yet, and it does not answer. */
    void isSilent(String url, String revision, String why) {
        sightings.put(
                new Wanted(url, revision), new Sighting(Optional.empty(), Optional.of(why), true));
    }

    /** It answers no more; what arrived before is still known. */
    void fails(String url, String revision, String why) {
        Wanted wanted = new Wanted(url, revision);
        sightings.put(wanted, new Sighting(at(wanted).checkout(), Optional.of(why)));
    }

    /** As after a restart without mirrors. */
    void forget() {
        sightings.clear();
    }

    @Override
    public Optional<String> objection(String repoUrl) {
        return repoUrl.startsWith("file:")
                ? Optional.of("'" + repoUrl + "' may not be named")
                : Optional.empty();
    }

    @Override
    public Sighting at(Wanted wanted) {
        polled.add(wanted);
        return sightings.getOrDefault(wanted, Sighting.NOT_YET);
    }

    @Override
    public void keepOnly(Set<Wanted> wanted) {
        kept = wanted;
        if (forgetsWhatIsNotKept) {
            sightings.keySet().retainAll(wanted);
        }
    }

    @Override
    public void askAnew() {
        askedAnew = true;
    }

    @Override
    public Answered answered(Wanted wanted) {
        if (!askedAnew) {
            return Answered.YES;
        }
        boolean ofRoot = wanted.equals(new Wanted(Bed.URL, "HEAD"));
        return ofRoot || polled.contains(wanted) ? answer : Answered.NOT_YET;
    }

    @Override
    public BooleanSupplier askNow(String repoUrl) {
        askedNow.add(repoUrl);
        return () -> !slow;
    }
}
