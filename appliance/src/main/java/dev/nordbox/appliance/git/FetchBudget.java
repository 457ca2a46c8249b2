package dev.nordbox.appliance.git;

import dev.nordbox.appliance.git.MirrorRoom.Reservation;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.Optional;
import org.eclipse.jgit.lib.EmptyProgressMonitor;

/**
 * What one exchange with the other side may cost: a time after which it is over even if bytes keep
 * trickling in, and a number of bytes.
 */
final class FetchBudget extends EmptyProgressMonitor {

    private static final long ANSWER_BYTES = 4L << 20;

    /** For a {@code file:} repository, whose bytes pass no stream of ours. */
    private static final long MOST_OBJECTS = 10_000_000;

    /** There is no room for what the other side sends. */
    static final class TooLarge extends IOException {
        private static final long serialVersionUID = 1L;

        private TooLarge(long bytes) {
            super("sends more than the " + (bytes >> 20) + " MiB that there is room for");
        }
    }

    private final Duration within;
    private final long endNanos;
    private Optional<Reservation> room = Optional.empty();
    private long mostBytes = ANSWER_BYTES;
    private long bytes;
    private long objectsLeft = MOST_OBJECTS;

    /** For an answer; a pack has to be allowed. */
    FetchBudget(Duration within) {
        this.within = within;
        this.endNanos = System.nanoTime() + within.toNanos();
    }

    /**
     * A pack follows.
     *
     * @throws IOException when there is no room for any
     */
    void allow(Reservation forPack) throws IOException {
        long first = forPack.more();
        if (first == 0) {
            throw new TooLarge(0);
        }
        room = Optional.of(forPack);
        mostBytes = bytes + first;
    }

    @Override
    public void update(int objects) {
        objectsLeft -= objects;
    }

    /** JGit asks between two objects of a pack. */
    @Override
    public boolean isCancelled() {
        return timeIsOver() || objectsLeft < 0;
    }

    boolean timeIsOver() {
        return System.nanoTime() - endNanos > 0;
    }

    /** The same stream, which ends in an exception when the budget is used up. */
    InputStream watch(InputStream in) {
        return new FilterInputStream(in) {
            @Override
            public int read() throws IOException {
                int octet = super.read();
                spend(octet < 0 ? 0 : 1);
                return octet;
            }

            @Override
            public int read(byte[] into, int offset, int length) throws IOException {
                return spend(super.read(into, offset, length));
            }
        };
    }

    private int spend(int more) throws IOException {
        bytes += Math.max(more, 0);
        if (timeIsOver()) {
            throw new InterruptedIOException("not finished within " + within.toSeconds() + " s");
        }
        while (bytes > mostBytes) {
            long granted = room.isPresent() ? room.get().more() : 0;
            if (granted == 0) {
                throw new TooLarge(mostBytes);
            }
            mostBytes += granted;
        }
        return more;
    }
}
