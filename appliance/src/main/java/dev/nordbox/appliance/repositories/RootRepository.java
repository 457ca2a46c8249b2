package dev.nordbox.appliance.repositories;

import dev.nordbox.appliance.cluster.Cluster;
import dev.nordbox.appliance.config.ControllerConfig;
import dev.nordbox.appliance.control.Checkout;
import dev.nordbox.appliance.git.FreeDisk;
import dev.nordbox.appliance.git.JGitSource;
import dev.nordbox.appliance.status.RepositoryStatus;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * The repository that the controller was told to follow, at the revision it was told to; and, with
 * the same question, the other revisions of it that Applications name.
 */
public final class RootRepository implements AutoCloseable {

    /**
     * All mirrors beside this one together, of all clusters; manifests are small, and boxes may be,
     * too.
     */
    private static final long MOST_BYTES_OF_OTHERS = 2L << 30;

    private final ControllerConfig config;
    private final Clock clock;
    private final RepositoryPoll poll;
    private final SharedRevisions revisions;

    // Set before the first poll.
    private Consumer<Checkout> arrived = checkout -> {};
    private Runnable othersChanged = () -> {};

    public RootRepository(ControllerConfig config, Clock clock) {
        this(
                config,
                open ->
                        open.isPresent()
                                ? open.get()
                                : JGitSource.open(config.repo().access(), config.mirror()),
                clock);
    }

    RootRepository(ControllerConfig config, Door door, Clock clock) {
        this.config = config;
        this.clock = clock;
        this.poll =
                new RepositoryPoll(
                        config.repo().url().toString(),
                        Pace.about(config.repo().pollInterval()),
                        door,
                        new RepositoryPoll.Listener() {
                            @Override
                            public void arrived(String targetRevision, Checkout checkout) {
                                if (targetRevision.equals(config.repo().targetRevision())) {
                                    arrived.accept(checkout);
                                } else {
                                    othersChanged.run();
                                }
                            }

                            @Override
                            public void problemChanged() {
                                othersChanged.run();
                            }
                        },
                        clock);
        poll.want(config.repo().targetRevision());
        this.revisions = new SharedRevisions(poll);
    }

    /**
     * The repositories that the Applications of a cluster name; to be asked for once for each. They
     * are polled half as often as this one, by the keys that the cluster has, so no cluster shares
     * their mirrors with another.
     *
     * @param mirrors where those lie
     */
    public FollowedRepositories others(Cluster cluster, Path mirrors) {
        return new FollowedRepositories(
                config.repo().url().toString(),
                config.repo().targetRevision(),
                revisions.share(),
                new ClusterLogins(cluster, config.repo().knownHosts(), clock),
                Hosts.elsewhere(),
                space(mirrors),
                config.repo().pollInterval().multipliedBy(2),
                clock);
    }

    /** Each cluster has the same part: none can fill the disk that it shares with the others. */
    MirrorSpace space(Path mirrors) {
        return new MirrorSpace(
                mirrors,
                MOST_BYTES_OF_OTHERS / config.clusters().size(),
                FollowedRepositories.MOST,
                FreeDisk.of(mirrors));
    }

    /**
     * @param newest hears of each new commit of the revision that is followed
     * @param others hears that something is known of another revision
     */
    public void start(Consumer<Checkout> newest, Runnable others) {
        arrived = newest;
        othersChanged = others;
        poll.start();
    }

    /** A host says that something was pushed. */
    public void pushed() {
        poll.pushed();
    }

    /**
     * @return whether a poll that began after this is over
     */
    public BooleanSupplier pollNow() {
        return poll.pollNow();
    }

    /**
     * @param readable all of the revision could be read
     */
    public RepositoryStatus status(boolean readable) {
        return poll.status(config.repo().targetRevision(), config.repo().path(), readable);
    }

    /** Waits for the end of the first poll, whichever it was. */
    public RepositoryStatus awaitFirstPoll(Duration atMost) throws InterruptedException {
        poll.awaitFirstPoll(atMost.toMillis());
        return status(true);
    }

    @Override
    public void close() {
        poll.close();
    }
}
