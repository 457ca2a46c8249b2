package dev.nordbox.installer.host.ssh;

import dev.nordbox.installer.host.Command;
import dev.nordbox.installer.host.CommandOutcome;
import dev.nordbox.installer.host.FileScript;
import dev.nordbox.installer.host.Host;
import dev.nordbox.installer.host.HostException;
import dev.nordbox.installer.host.RemoteFile;
import dev.nordbox.installer.host.TransferProgress;
import dev.nordbox.templates.ShellWords;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/** A host over one SSH connection. Made by {@link SshConnector}. */
public final class SshHost implements Host {
    private final Hop hop;
    private final SshTarget target;
    private final SshConnector connector;
    private volatile SshConnection connection;
    private final RootAccess root;
    private final AtomicLong roundTrips = new AtomicLong();
    private final AtomicLong waited; // nanoseconds

    SshHost(
            Hop hop,
            SshConnector connector,
            SshConnection connection,
            LoginPrompts prompts,
            Duration login) {
        this.waited = new AtomicLong(login.toNanos());
        this.hop = hop;
        this.target = hop.target();
        this.connector = connector;
        this.connection = connection;
        this.root = new RootAccess(target, this::execute, prompts);
    }

    @Override
    public String name() {
        return target.name();
    }

    @Override
    public CommandOutcome run(Command command) throws HostException {
        Elevation.Raised raised = raised(command);
        return execute(raised.words(), raised.command());
    }

    private static List<String> inOneLanguage(Command command) {
        List<String> words = new ArrayList<>(List.of("env", "LC_ALL=C.UTF-8"));
        words.addAll(command.words());
        return words;
    }

    /** How root's rights are had here, for people. */
    String elevation() throws HostException {
        return root.describe();
    }

    private CommandOutcome execute(List<String> words, Command command) throws HostException {
        roundTrips.incrementAndGet();
        try (Waiting counted = waiting()) {
            Frame frame = Frame.around(ShellWords.join(words));
            CommandOutcome outcome = connection.execute(frame, command);
            ForcedCommand.reject(hop, outcome);
            return frame.open(target, outcome);
        }
    }

    @Override
    public CommandOutcome receive(Command command, OutputStream sink)
            throws HostException, IOException {
        Elevation.Raised raised = raised(command);
        roundTrips.incrementAndGet();
        try (Waiting counted = waiting()) {
            Frame frame = Frame.around(ShellWords.join(raised.words()));
            FramedOutput out = new FramedOutput(frame, sink);
            CommandOutcome outcome = connection.execute(out, frame, raised.command());
            ForcedCommand.reject(hop, outcome);
            CommandOutcome framed = frame.open(target, outcome);
            out.rethrow();
            return framed;
        }
    }

    @Override
    public CommandOutcome send(Command command, Source source) throws HostException, IOException {
        Elevation.Raised raised = raised(command);
        roundTrips.incrementAndGet();
        try (Waiting counted = waiting()) {
            Frame frame = Frame.around(ShellWords.join(raised.words()));
            CommandOutcome outcome =
                    connection.pour(
                            out -> {
                                out.write(raised.command().input());
                                source.writeTo(out);
                            },
                            frame,
                            raised.command());
            ForcedCommand.reject(hop, outcome);
            return frame.open(target, outcome);
        }
    }

    private Elevation.Raised raised(Command command) throws HostException {
        List<String> words = inOneLanguage(command);
        return command.asRoot() ? root.raise(words, command) : new Elevation.Raised(words, command);
    }

    @Override
    public void write(List<RemoteFile> files) throws HostException {
        if (files.isEmpty()) {
            return;
        }
        Command script = FileScript.putting(files);
        CommandOutcome outcome = run(script);
        if (outcome.stderr().contains("No space left on device")) {
            long bytes = files.stream().mapToLong(file -> file.content().length).sum();
            Optional<DiskSpace> space = DiskSpace.parse(outcome.stderr());
            if (space.isPresent()) {
                throw space.get().full(target, script.label(), bytes);
            }
        }
        outcome.orFail(this, script);
    }

    @Override
    public void upload(
            Path local, String sha256, String path, String mode, TransferProgress progress)
            throws HostException {
        try (Waiting counted = waiting()) {
            new Upload(this, target, local, sha256, path, mode).perform(progress);
        }
    }

    /** For {@link Upload}: a raw channel for the bytes themselves. */
    SshConnection connection() {
        roundTrips.incrementAndGet();
        return connection;
    }

    @Override
    public void proveLogin(Duration deadline) throws HostException {
        try (Waiting counted = waiting()) {
            connector.proveLogin(connection, deadline);
        }
        roundTrips.incrementAndGet();
    }

    @Override
    public boolean reachedDirectly() {
        return connector.route().isDirect();
    }

    @Override
    public boolean loggedInByKey() {
        return connection.isByKey();
    }

    @Override
    public void connectAgain() throws HostException {
        try (Waiting counted = waiting()) {
            connection.close();
            connection = connector.again();
        }
        roundTrips.incrementAndGet();
    }

    @Override
    public long roundTrips() {
        return roundTrips.get();
    }

    private interface Waiting extends AutoCloseable {
        @Override
        void close();
    }

    /** Counts the time until it is closed, but for people's; whatever waits meanwhile is in it. */
    private Waiting waiting() {
        long before = waited.get();
        Duration asking = connector.spentAsking();
        long start = System.nanoTime();
        return () -> {
            long people = connector.spentAsking().minus(asking).toNanos();
            waited.set(before + System.nanoTime() - start - people);
        };
    }

    @Override
    public Duration waited() {
        return Duration.ofNanos(waited.get());
    }

    @Override
    public void close() {
        connection.close();
    }
}
