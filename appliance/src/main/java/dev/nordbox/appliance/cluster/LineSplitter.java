package dev.nordbox.appliance.cluster;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.function.Consumer;

/** Cuts a stream of chunks into lines. Not thread safe: a stream delivers one chunk at a time. */
final class LineSplitter {

    private final Consumer<byte[]> lines;
    private final ByteArrayOutputStream unfinished = new ByteArrayOutputStream();

    LineSplitter(Consumer<byte[]> lines) {
        this.lines = lines;
    }

    void accept(ByteBuffer chunk) {
        while (chunk.hasRemaining()) {
            byte next = chunk.get();
            if (next == '\n') {
                lines.accept(unfinished.toByteArray());
                unfinished.reset();
            } else {
                unfinished.write(next);
            }
        }
    }
}
