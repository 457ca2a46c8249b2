package dev.nordbox.installer.steps;

import dev.nordbox.installer.host.Command;
import dev.nordbox.installer.host.CommandOutcome;
import dev.nordbox.installer.host.Host;
import dev.nordbox.installer.host.HostException;
import dev.nordbox.installer.host.RemoteFile;
import dev.nordbox.installer.host.TransferProgress;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** A real host, and a run that is gone, connection and all, when it should prove a login. */
record DiesAtProof(Host host) implements Host {

    @Override
    public void proveLogin(Duration deadline) {
        host.close();
        throw new IllegalStateException("this process is gone");
    }

    @Override
    public String name() {
        return host.name();
    }

    @Override
    public CommandOutcome run(Command command) throws HostException {
        return host.run(command);
    }

    @Override
    public CommandOutcome receive(Command command, OutputStream sink)
            throws HostException, IOException {
        return host.receive(command, sink);
    }

    @Override
    public CommandOutcome send(Command command, Source source) throws HostException, IOException {
        return host.send(command, source);
    }

    @Override
    public void write(List<RemoteFile> files) throws HostException {
        host.write(files);
    }

    @Override
    public void upload(
            Path local, String sha256, String target, String mode, TransferProgress progress)
            throws HostException {
        host.upload(local, sha256, target, mode, progress);
    }

    @Override
    public boolean reachedDirectly() {
        return host.reachedDirectly();
    }

    @Override
    public boolean loggedInByKey() {
        return host.loggedInByKey();
    }

    @Override
    public void connectAgain() throws HostException {
        host.connectAgain();
    }

    @Override
    public long roundTrips() {
        return host.roundTrips();
    }

    @Override
    public Duration waited() {
        return host.waited();
    }

    @Override
    public void close() {
        host.close();
    }
}
