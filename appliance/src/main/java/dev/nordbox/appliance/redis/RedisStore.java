package dev.nordbox.appliance.redis;

import dev.nordbox.appliance.render.cache.RenderKey;
import dev.nordbox.appliance.render.cache.RenderStore;
import dev.nordbox.appliance.threads.Daemon;
import java.net.SocketAddress;
import java.net.SocketTimeoutException;
import java.net.UnixDomainSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import redis.clients.jedis.exceptions.JedisConnectionException;
import redis.clients.jedis.exceptions.JedisException;

/**
 * Renders in Redis: they outlive the process, and a restart renders nothing. A question has a
 * quarter of a second, then comes a pause in which none is asked ({@link Circuit}); values are
 * written by a thread of their own. So Redis can cost a moment now and then, and no more.
 */
public final class RedisStore implements RenderStore, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(RedisStore.class);

    /** Of a value with its signature. */
    private static final int MOST_BYTES = 4 << 20;

    /** Of values that are still to be written. */
    private static final int MOST_WAITING_BYTES = 8 << 20;

    private static final int MOST_WAITING = 4_096;
    private static final Duration EXPIRY = Duration.ofDays(30);

    /** Of a process that has just begun, whose classes are still to be loaded. */
    private static final Duration FIRST_ANSWER = Duration.ofSeconds(2);

    private static final Duration WRITTEN_WITHIN = Duration.ofSeconds(1);

    private final SignedValues values;
    private final Circuit circuit;
    private final Duration answerWithin;
    private final RedisConnection reading;
    private final ReentrantLock readingLock = new ReentrantLock();
    private final RedisConnection writing;
    private final ExecutorService writer = Daemon.pool("redis", 1, MOST_WAITING);
    private final AtomicInteger waitingBytes = new AtomicInteger();
    private boolean foreignValueTold;

    /**
     * @param answerWithin of a question; a value that is written has longer
     */
    RedisStore(SocketAddress address, byte[] secret, Duration answerWithin, LongSupplier nanoTime) {
        this.values = new SignedValues(secret);
        this.circuit = new Circuit(address.toString(), nanoTime);
        this.answerWithin = answerWithin;
        this.reading = new RedisConnection(address, MOST_BYTES);
        this.writing = new RedisConnection(address, MOST_BYTES);
    }

    /**
     * Returns at once; whether anything listens there is found out in the background.
     *
     * @param secret signs the values; the same after a restart
     */
    public static RedisStore at(Path socket, byte[] secret) {
        RedisStore store =
                new RedisStore(
                        UnixDomainSocketAddress.of(socket),
                        secret,
                        Duration.ofMillis(250),
                        System::nanoTime);
        store.writer.execute(store::greet);
        return store;
    }

    private void greet() {
        readingLock.lock();
        try {
            reading.ping(FIRST_ANSWER);
            circuit.answered();
        } catch (JedisException e) {
            circuit.failed(reason(e));
        } finally {
            readingLock.unlock();
        }
    }

    @Override
    public Optional<byte[]> get(RenderKey key) {
        if (!circuit.allows() || !lockedInTime()) {
            return Optional.empty();
        }
        byte[] found;
        try {
            found = reading.beginning(values.nameOf(key.hex()), MOST_BYTES, answerWithin);
            circuit.answered();
        } catch (JedisException e) {
            if (isOfAnotherType(e)) {
                tellForeignValue();
            } else {
                circuit.failed(reason(e));
            }
            return Optional.empty();
        } finally {
            readingLock.unlock();
        }
        Optional<byte[]> opened = values.open(key.hex(), found);
        if (opened.isEmpty() && found.length > 0) {
            tellForeignValue();
        }
        return opened;
    }

    private boolean lockedInTime() {
        try {
            return readingLock.tryLock(answerWithin.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    @Override
    public void put(RenderKey key, byte[] render) {
        byte[] signed = values.sign(key.hex(), render);
        if (signed.length > MOST_BYTES || !circuit.allows()) {
            return;
        }
        if (waitingBytes.addAndGet(signed.length) > MOST_WAITING_BYTES) {
            waitingBytes.addAndGet(-signed.length);
            return; // it is rendered again, then
        }
        try {
            writer.execute(() -> write(values.nameOf(key.hex()), signed));
        } catch (RejectedExecutionException e) {
            waitingBytes.addAndGet(-signed.length);
        }
    }

    private void write(String name, byte[] signed) {
        waitingBytes.addAndGet(-signed.length);
        if (!circuit.allows()) {
            return;
        }
        try {
            writing.set(name, signed, EXPIRY, WRITTEN_WITHIN);
            circuit.answered();
        } catch (JedisException e) {
            circuit.failed(reason(e));
        }
    }

    @Override
    public Optional<String> problem() {
        return circuit.problem();
    }

    private static boolean isOfAnotherType(JedisException e) {
        return e.getMessage() != null && e.getMessage().startsWith("WRONGTYPE");
    }

    private synchronized void tellForeignValue() {
        if (!foreignValueTold) {
            LOG.warn(
                    "a value in Redis is not of this controller, or was changed; it is rendered"
                            + " anew. Nobody but the controller is to write there");
        }
        foreignValueTold = true;
    }

    /** Our own words: a server's may hold anything. */
    private static String reason(JedisException e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof SocketTimeoutException) {
                return "does not answer in time";
            }
        }
        if (e instanceof JedisConnectionException) {
            return "cannot be reached";
        }
        return "refuses";
    }

    @Override
    public void close() {
        writer.shutdownNow();
        try {
            // What is under way ends with its time, at the latest.
            writer.awaitTermination(WRITTEN_WITHIN.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        readingLock.lock();
        try {
            reading.close();
            writing.close();
        } finally {
            readingLock.unlock();
        }
    }
}
