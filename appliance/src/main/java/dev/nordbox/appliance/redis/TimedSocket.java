package dev.nordbox.appliance.redis;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.net.ProtocolFamily;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.SocketTimeoutException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.Objects;

/**
 * A socket, as Jedis wants one, over a channel that may be a Unix socket. Reads and writes end at a
 * moment that is set before each command: a server that lets its answer trickle gets no more time
 * than a silent one.
 */
final class TimedSocket extends Socket {

    private final SocketChannel channel;
    private final Selector selector;
    private final ReplyBounds bounds;
    private long endNanos;

    private TimedSocket(SocketChannel channel, Selector selector, int mostBytes) {
        this.channel = channel;
        this.selector = selector;
        this.bounds = new ReplyBounds(mostBytes);
    }

    /**
     * @param mostBytes of one value; a longer one is a failure before there is memory for it
     */
    static TimedSocket connect(SocketAddress address, Duration within, int mostBytes)
            throws IOException {
        SocketChannel channel = SocketChannel.open(protocol(address));
        Selector selector = Selector.open();
        TimedSocket socket = new TimedSocket(channel, selector, mostBytes);
        try {
            channel.configureBlocking(false);
            channel.register(selector, 0);
            socket.endIn(within);
            if (!channel.connect(address)) {
                do {
                    socket.await(SelectionKey.OP_CONNECT);
                } while (!channel.finishConnect());
            }
            return socket;
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }

    private static ProtocolFamily protocol(SocketAddress address) {
        return address instanceof UnixDomainSocketAddress
                ? StandardProtocolFamily.UNIX
                : StandardProtocolFamily.INET;
    }

    /** All that follows ends by then; the next reply begins. */
    void endIn(Duration within) {
        endNanos = System.nanoTime() + within.toNanos();
        bounds.next();
    }

    private void await(int operation) throws IOException {
        Objects.requireNonNull(channel.keyFor(selector)).interestOps(operation);
        long millis = (endNanos - System.nanoTime() + 999_999) / 1_000_000;
        int ready = millis <= 0 ? 0 : selector.select(millis);
        selector.selectedKeys().clear();
        if (Thread.currentThread().isInterrupted()) {
            throw new InterruptedIOException("interrupted");
        }
        if (ready == 0 && endNanos - System.nanoTime() <= 0) {
            throw new SocketTimeoutException("no answer in time");
        }
    }

    @Override
    public InputStream getInputStream() {
        return new InputStream() {
            @Override
            public int read() throws IOException {
                byte[] one = new byte[1];
                return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
            }

            @Override
            public int read(byte[] bytes, int from, int length) throws IOException {
                int read = channel.read(ByteBuffer.wrap(bytes, from, length));
                while (read == 0 && length > 0) {
                    await(SelectionKey.OP_READ);
                    read = channel.read(ByteBuffer.wrap(bytes, from, length));
                }
                bounds.check(bytes, from, read);
                return read;
            }
        };
    }

    @Override
    public OutputStream getOutputStream() {
        return new OutputStream() {
            @Override
            public void write(int one) throws IOException {
                write(new byte[] {(byte) one}, 0, 1);
            }

            @Override
            public void write(byte[] bytes, int from, int length) throws IOException {
                ByteBuffer left = ByteBuffer.wrap(bytes, from, length);
                while (left.hasRemaining()) {
                    if (channel.write(left) == 0) {
                        await(SelectionKey.OP_WRITE);
                    }
                }
            }
        };
    }

    // What else Jedis asks of a socket. Its time-out is ours.

    @Override
    public void setSoTimeout(int millis) {}

    @Override
    public int getSoTimeout() {
        return 0;
    }

    @Override
    public boolean isBound() {
        return channel.isOpen();
    }

    @Override
    public boolean isConnected() {
        return channel.isConnected();
    }

    @Override
    public boolean isClosed() {
        return !channel.isOpen();
    }

    @Override
    public boolean isInputShutdown() {
        return !channel.isOpen();
    }

    @Override
    public boolean isOutputShutdown() {
        return !channel.isOpen();
    }

    @Override
    public void close() throws IOException {
        try (selector) {
            channel.close();
        }
    }
}
