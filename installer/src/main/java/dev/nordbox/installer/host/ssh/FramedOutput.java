package dev.nordbox.installer.host.ssh;

import dev.nordbox.installer.host.CappedOutput;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/**
 * Keeps the frame of a command's output and passes on what is inside, without end and without
 * holding it: all but the few bytes that may be the beginning of the closing mark.
 */
final class FramedOutput extends CappedOutput {
    private final byte[] mark;
    private final OutputStream sink;
    private final ByteArrayOutputStream held = new ByteArrayOutputStream();
    private Part part = Part.BEFORE;
    private Optional<IOException> failure = Optional.empty();

    private enum Part {
        BEFORE,
        INSIDE,
        AFTER
    }

    FramedOutput(Frame frame, OutputStream sink) {
        this.mark = frame.mark().getBytes(StandardCharsets.US_ASCII);
        this.sink = sink;
    }

    @Override
    public synchronized void write(int b) {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public synchronized void write(byte[] bytes, int from, int length) {
        if (part == Part.AFTER) {
            super.write(bytes, from, length);
            return;
        }
        super.write(bytes, from, 0); // it was heard
        held.write(bytes, from, length);
        byte[] all = held.toByteArray();
        held.reset();
        int begin = part == Part.BEFORE ? afterOpening(all) : 0;
        if (part == Part.INSIDE) {
            pass(all, begin);
        } else {
            hold(all, 0);
        }
    }

    /** Behind the line that opens the frame; what a login's shell says before it is kept, too. */
    private int afterOpening(byte[] all) {
        int at = indexOfMark(all, 0);
        int end = at;
        while (end >= 0 && end < all.length && all[end] != '\n') {
            end++;
        }
        if (end < 0 || end == all.length) {
            return 0;
        }
        super.write(all, 0, end + 1);
        part = Part.INSIDE;
        return end + 1;
    }

    private void pass(byte[] all, int begin) {
        int at = indexOfMark(all, begin);
        if (at >= 0) {
            deliver(all, begin, at - begin);
            part = Part.AFTER;
            super.write(all, at, all.length - at);
            return;
        }
        int whole = Math.max(begin, all.length - mark.length + 1);
        deliver(all, begin, whole - begin);
        hold(all, whole);
    }

    private void hold(byte[] all, int from) {
        held.write(all, from, all.length - from);
    }

    private void deliver(byte[] bytes, int from, int length) {
        try {
            if (failure.isEmpty() && length > 0) {
                sink.write(bytes, from, length);
            }
        } catch (IOException e) {
            // Thrown on, it would end the whole connection.
            failure = Optional.of(e);
        }
    }

    private int indexOfMark(byte[] all, int from) {
        for (int at = from; at + mark.length <= all.length; at++) {
            if (all[at] == mark[0]
                    && Arrays.equals(all, at, at + mark.length, mark, 0, mark.length)) {
                return at;
            }
        }
        return -1;
    }

    /**
     * @throws IOException what the sink threw first
     */
    synchronized void rethrow() throws IOException {
        if (failure.isPresent()) {
            throw failure.get();
        }
    }

    /** Of a login's shell that never came to the command, all that it said. */
    @Override
    public synchronized String text() {
        return super.text() + (part == Part.BEFORE ? held.toString(StandardCharsets.UTF_8) : "");
    }
}
