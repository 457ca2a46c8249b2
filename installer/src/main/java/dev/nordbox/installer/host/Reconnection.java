package dev.nordbox.installer.host;

import dev.nordbox.installer.problem.ExitCode;
import dev.nordbox.installer.problem.Problem;
import dev.nordbox.installer.problem.ProblemException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/**
 * Has work go on over a new connection when the old one is lost in the middle of it. Ends when the
 * host is not reached again for some minutes, when a login is refused or the host key is another
 * one, and when connection after connection is lost without anything having been done.
 */
public final class Reconnection {
    /** Some four minutes, and what the attempts take: a server that boots is back by then. */
    private static final List<Duration> PAUSES =
            Stream.of(1, 2, 4, 8, 15, 30, 30, 30, 30, 30, 30, 30).map(Duration::ofSeconds).toList();

    private static final int LOSSES_IN_VAIN = 5;

    private final Watch watch;
    private final Pause pause;
    private final AtomicInteger inVain = new AtomicInteger();

    /** Told how it goes, for people. */
    public interface Watch {
        Watch NOBODY =
                new Watch() {
                    @Override
                    public void lost(Problem loss) {}

                    @Override
                    public void trying(String what) {}

                    @Override
                    public void back(String host) {}
                };

        void lost(Problem loss);

        void trying(String what);

        void back(String host);
    }

    /** Lets time pass; tests let none pass. */
    @FunctionalInterface
    public interface Pause {
        Pause REAL = duration -> Thread.sleep(duration.toMillis());

        void take(Duration duration) throws InterruptedException;
    }

    /** What needs the connection. Safe to be done again from its beginning. */
    @FunctionalInterface
    public interface Work<T> {
        T perform() throws ProblemException;
    }

    /** What has to be done over a new connection before the work is. */
    @FunctionalInterface
    public interface Preparation {
        Preparation NONE = () -> {};

        void perform() throws ProblemException;
    }

    public Reconnection(Watch watch, Pause pause) {
        this.watch = watch;
        this.pause = pause;
    }

    public <T> T during(Host host, Work<T> work) throws ProblemException {
        return during(host, Preparation.NONE, work);
    }

    /**
     * @param again precedes the work whenever the connection is a new one
     * @throws HostException HOST_UNREACHABLE when it gives up, LOGIN_REFUSED when the host is there
     *     and does not let us in, or is not the host that it was
     */
    public <T> T during(Host host, Preparation again, Work<T> work) throws ProblemException {
        Preparation first = Preparation.NONE;
        while (true) {
            try {
                first.perform();
                T done = work.perform();
                moved();
                return done;
            } catch (ProblemException e) {
                connectAgain(host, ConnectionLost.behind(e).orElseThrow(() -> e));
                first = again;
            }
        }
    }

    /** Something was done that a new connection need not do again. */
    public void moved() {
        inVain.set(0);
    }

    private void connectAgain(Host host, ConnectionLost loss) throws HostException {
        Problem lost = loss.problems().get(0);
        int before = inVain.getAndIncrement();
        if (before == LOSSES_IN_VAIN) {
            throw givenUp(
                    "%s; for the %dth time in a row, with nothing done in between"
                            .formatted(lost.what(), before + 1),
                    lost,
                    loss);
        }
        watch.lost(lost);
        HostException last = loss;
        for (Duration length : PAUSES.subList(before, PAUSES.size())) {
            watch.trying("connecting again in %d s".formatted(length.toSeconds()));
            rest(length, loss);
            watch.trying("connecting again");
            try {
                host.connectAgain();
                watch.back(host.name());
                return;
            } catch (HostException e) {
                if (e.exitCode() != ExitCode.HOST_UNREACHABLE) {
                    e.addSuppressed(loss);
                    throw e;
                }
                last = e;
            }
        }
        throw givenUp(
                "%s; it did not come back in %d attempts: %s"
                        .formatted(
                                lost.what(), PAUSES.size() - before, last.problems().get(0).what()),
                lost,
                last);
    }

    private void rest(Duration length, ConnectionLost loss) throws HostException {
        try {
            pause.take(length);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw givenUp(loss.problems().get(0).what(), loss.problems().get(0), loss);
        }
    }

    /** No loss itself, and caused by none: nobody is to go on from here. */
    private static HostException givenUp(String what, Problem lost, HostException why) {
        HostException end =
                new HostException(
                        ExitCode.HOST_UNREACHABLE, new Problem(what, lost.where(), lost.remedy()));
        end.addSuppressed(why);
        return end;
    }
}
