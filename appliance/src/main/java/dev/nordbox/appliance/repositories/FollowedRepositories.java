package dev.nordbox.appliance.repositories;

import dev.nordbox.appliance.catalog.RepositoryAddress;
import dev.nordbox.appliance.catalog.ShownUrl;
import dev.nordbox.appliance.cluster.Watch;
import dev.nordbox.appliance.control.Checkout;
import dev.nordbox.appliance.control.Repositories;
import dev.nordbox.appliance.status.RepositoryStatus;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The repositories that Applications name, each with a poll and a mirror of its own: one that is
 * slow, gone or hostile costs its own applications only. Other revisions of the repository that the
 * controller was told to follow are asked for by its own poll, with its own key.
 */
public final class FollowedRepositories implements Repositories, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(FollowedRepositories.class);

    /** Each has a thread; a machine that needs more has other worries first. */
    static final int MOST = 100;

    private final String rootUrl;
    private final RepositoryAddress root;
    private final String rootRevision;
    private final RootRevisions rootRevisions;
    private final Logins logins;
    private final Hosts hosts;
    private final MirrorSpace space;
    private final Duration interval;
    private final Clock clock;

    // Guarded by this.
    private final Map<RepositoryAddress, Followed> others = new HashMap<>();
    private Consumer<String> changed = url -> {};
    private boolean askedAnew;
    private Optional<Watch> loginsHeard = Optional.empty();

    private record Followed(String url, RepositoryPoll poll, MirrorDoor door) {}

    /**
     * @param interval between two questions to one repository
     */
    FollowedRepositories(
            String rootUrl,
            String rootRevision,
            RootRevisions rootRevisions,
            Logins logins,
            Hosts hosts,
            MirrorSpace space,
            Duration interval,
            Clock clock) {
        this.rootUrl = rootUrl;
        this.root = RepositoryAddress.of(rootUrl);
        this.rootRevision = rootRevision;
        this.rootRevisions = rootRevisions;
        this.logins = logins;
        this.hosts = hosts;
        this.space = space;
        this.interval = interval;
        this.clock = clock;
    }

    /** Whom to tell the URL of a repository of which something else is known now. */
    public synchronized void onChange(Consumer<String> listener) {
        changed = listener;
    }

    @Override
    public Optional<String> objection(String repoUrl) {
        return hosts.objection(repoUrl);
    }

    @Override
    public Sighting at(Wanted wanted) {
        RepositoryAddress address = RepositoryAddress.of(wanted.repoUrl());
        if (address.equals(root)) {
            return rootRevisions.want(wanted.targetRevision());
        }
        Optional<String> objection = objection(wanted.repoUrl());
        if (objection.isPresent()) {
            return new Sighting(Optional.empty(), objection); // whoever asks: nobody calls there
        }
        Optional<Followed> followed = follow(address, wanted.repoUrl());
        return followed.map(known -> known.poll().want(wanted.targetRevision()))
                .map(sighting -> perhapsKnown(sighting, address))
                .orElseGet(FollowedRepositories::tooMany);
    }

    /** One that cannot be reached may be one that is, by another name of its host. */
    private Sighting perhapsKnown(Sighting sighting, RepositoryAddress address) {
        return new Sighting(
                sighting.checkout(),
                sighting.problem().map(problem -> problem + alike(address).orElse("")),
                sighting.silent());
    }

    private synchronized Optional<String> alike(RepositoryAddress address) {
        return Stream.concat(
                        Stream.of(rootUrl),
                        others.entrySet().stream()
                                .filter(entry -> !entry.getKey().equals(address))
                                .map(entry -> entry.getValue().url())
                                .sorted())
                .filter(url -> RepositoryAddress.of(url).mayBe(address))
                .findFirst()
                .map(
                        url ->
                                "; if it is the repository "
                                        + ShownUrl.in(url)
                                        + " by another name of its host, write that URL here, too,"
                                        + " and the two are one");
    }

    /**
     * How the others stand, revision by revision; those of the root's own repository are among
     * them, but for the root's.
     */
    public List<RepositoryStatus> statuses() {
        List<RepositoryStatus> all = new ArrayList<>(rootRevisions.statuses());
        all.removeIf(status -> status.targetRevision().equals(rootRevision));
        synchronized (this) {
            others.values().stream()
                    .sorted(Comparator.comparing(Followed::url))
                    .flatMap(followed -> followed.poll().statuses().stream())
                    .forEach(all::add);
        }
        return List.copyOf(all);
    }

    private static Sighting tooMany() {
        return new Sighting(
                Optional.empty(),
                Optional.of(
                        "more than "
                                + MOST
                                + " repositories are named, and this is one too many; put some"
                                + " into one"));
    }

    private synchronized Optional<Followed> follow(RepositoryAddress address, String url) {
        Followed known = others.get(address);
        if (known == null && others.size() < MOST) {
            Path mirror = space.of(address);
            MirrorDoor door = new MirrorDoor(mirror, space.room(mirror), logins, hosts);
            door.writtenAs(url); // before the first poll
            known = new Followed(url, poll(url, door), door);
            others.put(address, known);
            hearOfLogins();
            if (askedAnew) {
                known.poll().askAnew(); // what an earlier run fetched is no answer
            }
            known.poll().start();
        } else if (known != null) {
            known.door().writtenAs(url);
        }
        return Optional.ofNullable(known);
    }

    /** As long as nobody names another repository, no key of a cluster is of use. */
    private synchronized void hearOfLogins() {
        if (loginsHeard.isEmpty()) {
            loginsHeard = Optional.of(logins.onChange(this::loginsChanged));
        }
    }

    private synchronized void loginsChanged() {
        others.values().forEach(followed -> followed.poll().loginsChanged());
    }

    private RepositoryPoll poll(String url, Door door) {
        return new RepositoryPoll(
                url,
                Pace.about(interval),
                door,
                new RepositoryPoll.Listener() {
                    @Override
                    public void arrived(String targetRevision, Checkout checkout) {
                        tell(url);
                    }

                    @Override
                    public void problemChanged() {
                        tell(url);
                    }
                },
                clock);
    }

    private void tell(String url) {
        Consumer<String> listener;
        synchronized (this) {
            listener = changed;
        }
        listener.accept(url);
    }

    @Override
    public void keepOnly(Set<Wanted> wanted) {
        Map<RepositoryAddress, Set<Wanted>> byAddress =
                wanted.stream()
                        .collect(
                                Collectors.groupingBy(
                                        any -> RepositoryAddress.of(any.repoUrl()),
                                        Collectors.toSet()));
        Set<String> ofRoot = revisions(byAddress.getOrDefault(root, Set.of()));
        ofRoot.add(rootRevision);
        rootRevisions.wantOnly(ofRoot);
        Set<RepositoryAddress> used;
        synchronized (this) {
            others.entrySet()
                    .removeIf(
                            entry -> {
                                Set<Wanted> its = byAddress.get(entry.getKey());
                                if (its == null) {
                                    entry.getValue().poll().stop();
                                    return true;
                                }
                                entry.getValue().poll().wantOnly(revisions(its));
                                entry.getValue()
                                        .door()
                                        .writtenOnlyAs(
                                                its.stream()
                                                        .map(Wanted::repoUrl)
                                                        .collect(Collectors.toSet()));
                                return false;
                            });
            used = Set.copyOf(others.keySet());
        }
        try {
            space.keepOnly(used);
        } catch (IOException e) {
            LOG.atWarn().setCause(e).log("a mirror that is not used any more cannot be removed");
        }
    }

    private static Set<String> revisions(Set<Wanted> wanted) {
        return wanted.stream()
                .map(Wanted::targetRevision)
                .collect(Collectors.toCollection(HashSet::new));
    }

    @Override
    public synchronized BooleanSupplier askNow(String repoUrl) {
        return Optional.ofNullable(others.get(RepositoryAddress.of(repoUrl)))
                .map(followed -> followed.poll().pollNow())
                .orElse(() -> true);
    }

    @Override
    public void askAnew() {
        rootRevisions.askAnew();
        synchronized (this) {
            askedAnew = true;
            others.values().forEach(followed -> followed.poll().askAnew());
        }
    }

    /** One that is not followed has a problem that says so. */
    @Override
    public Answered answered(Wanted wanted) {
        RepositoryAddress address = RepositoryAddress.of(wanted.repoUrl());
        if (address.equals(root)) {
            return rootRevisions.answered(wanted.targetRevision());
        }
        synchronized (this) {
            return Optional.ofNullable(others.get(address))
                    .map(followed -> followed.poll().answered(wanted.targetRevision()))
                    .orElse(Answered.YES);
        }
    }

    /** The URLs of those that are meant, as they were first written; a set of the caller's. */
    public synchronized Set<String> allOf(Predicate<String> meant) {
        return others.values().stream()
                .map(Followed::url)
                .filter(meant)
                .collect(Collectors.toCollection(HashSet::new));
    }

    /** A host says that something was pushed to these. */
    public synchronized void pushed(Set<String> urls) {
        others.values().stream()
                .filter(followed -> urls.contains(followed.url()))
                .forEach(followed -> followed.poll().pushed());
    }

    /** Asks all of them. */
    public synchronized void askAllNow() {
        others.values().forEach(followed -> followed.poll().pollNow());
    }

    @Override
    public void close() {
        Set<Followed> open;
        Optional<Watch> heard;
        synchronized (this) {
            open = Set.copyOf(others.values());
            others.clear();
            heard = loginsHeard;
            loginsHeard = Optional.empty();
        }
        heard.ifPresent(Watch::close);
        open.forEach(followed -> followed.poll().stop());
        open.forEach(followed -> followed.poll().close());
    }
}
