package dev.nordbox.appliance.git;

import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.EnumSet;
import java.util.concurrent.TimeUnit;
import org.apache.sshd.client.channel.ChannelExec;
import org.apache.sshd.client.channel.ClientChannelEvent;

/** A command at the other end of an SSH channel, in the shape that JGit wants it. */
final class ChannelProcess extends Process {

    private static final int STATUS_UNKNOWN = -1;

    private final ChannelExec channel;
    private final InputStream out;
    private final Duration within;

    /**
     * @param within how long {@link #exitValue} waits for the other side to say it
     */
    ChannelProcess(ChannelExec channel, FetchBudget budget, Duration within) {
        this.channel = channel;
        this.out = budget.watch(channel.getInvertedOut());
        this.within = within;
    }

    @Override
    public OutputStream getOutputStream() {
        return channel.getInvertedIn();
    }

    @Override
    public InputStream getInputStream() {
        return out;
    }

    @Override
    public InputStream getErrorStream() {
        return channel.getInvertedErr();
    }

    @Override
    public int waitFor() {
        return exitValue();
    }

    @Override
    public boolean waitFor(long timeout, TimeUnit unit) {
        return channel.waitFor(
                        EnumSet.of(ClientChannelEvent.CLOSED),
                        Duration.ofNanos(unit.toNanos(timeout)))
                .contains(ClientChannelEvent.CLOSED);
    }

    /** JGit asks right after the end of the output, when the status may still be under way. */
    @Override
    public int exitValue() {
        channel.waitFor(
                EnumSet.of(ClientChannelEvent.EXIT_STATUS, ClientChannelEvent.CLOSED), within);
        Integer status = channel.getExitStatus();
        return status == null ? STATUS_UNKNOWN : status;
    }

    @Override
    public void destroy() {
        channel.close(true);
    }
}
