package dev.nordbox.installer.host;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Duration;

/**
 * One server under provisioning, reached over one connection.
 *
 * <p>Every method throws {@link HostException} when the connection, the login or a deadline fails;
 * a command that ran and exited with another code than 0 is an outcome, not an exception.
 */
public interface Host extends Shell, AutoCloseable {

    /**
     * Uploads a large file as root and lets the far side prove its SHA-256 before it takes its
     * place; an interrupted upload leaves the target as it was.
     *
     * @param mode octal, {@code 0755}
     * @throws HostException also when the far side computes another sum
     */
    void upload(Path local, String sha256, String target, String mode, TransferProgress progress)
            throws HostException;

    /**
     * Runs one command that reads its own input and then what a source writes, which may be more
     * than memory holds.
     *
     * @throws IOException what the source threw, or when the command ends before it has read all
     */
    CommandOutcome send(Command command, Source source) throws HostException, IOException;

    /** Bytes on their way into a command's standard input. */
    @FunctionalInterface
    interface Source {
        void writeTo(OutputStream out) throws IOException;
    }

    /** Proves that a new connection, made from nothing, can still log in. */
    void proveLogin(Duration deadline) throws HostException;

    @Override
    boolean loggedInByKey();

    /** Whether no jump host is passed; else it sees that one's address in place of ours. */
    default boolean reachedDirectly() {
        return true;
    }

    /**
     * Connects anew after {@link ConnectionLost}: the same way, login and host key as before. Asks
     * nobody; what was typed once is known still.
     *
     * @throws HostException LOGIN_REFUSED when the login is refused or the host key is another one
     */
    void connectAgain() throws HostException;

    /** How many requests went over the connection so far; for reports and benchmarks. */
    long roundTrips();

    /** How long all of them took, the login included; the rest of a run is our own work. */
    Duration waited();

    @Override
    void close();
}
