package dev.nordbox.installer.host.ssh;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;

/** A cable to a server: it can be cut, or go dead without anybody noticing. */
final class Link implements AutoCloseable {
    private final ServerSocket entrance = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
    private final List<Socket> sockets = new CopyOnWriteArrayList<>();
    private final Thread acceptor;
    private final AtomicLong left = new AtomicLong(Long.MAX_VALUE);
    private volatile boolean dead;
    private volatile Work whenSpent = () -> {};

    Link(int port) throws IOException {
        acceptor =
                daemon(
                        () -> {
                            while (!entrance.isClosed()) {
                                Socket near = entrance.accept();
                                Socket far = new Socket(InetAddress.getLoopbackAddress(), port);
                                sockets.addAll(List.of(near, far));
                                daemon(() -> carry(near, far, left));
                                daemon(() -> carry(far, near, new AtomicLong(Long.MAX_VALUE)));
                            }
                        });
    }

    private void carry(Socket from, Socket to, AtomicLong budget) throws IOException {
        InputStream in = from.getInputStream();
        OutputStream out = to.getOutputStream();
        byte[] buffer = new byte[8192];
        for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
            if (budget.addAndGet(-n) < 0) {
                whenSpent.run();
            }
            if (!dead) {
                out.write(buffer, 0, n);
            }
        }
        to.close();
    }

    int port() {
        return entrance.getLocalPort();
    }

    /** Both ends see the connection break. */
    void cut() throws IOException {
        for (Socket socket : sockets) {
            socket.close();
        }
        sockets.clear();
    }

    /** Cuts when this many more bytes went to the server. */
    void cutAfter(long bytes) {
        whenSpent = this::cut;
        left.set(bytes);
    }

    /** New connections go through, as far as they like. */
    void mend() {
        dead = false;
        left.set(Long.MAX_VALUE);
    }

    /** Goes dead when this many more bytes went to the server. */
    void dieAfter(long bytes) {
        whenSpent = this::die;
        left.set(bytes);
    }

    /** Nothing arrives any more, and nobody is told. */
    void die() {
        dead = true;
    }

    @Override
    public void close() throws IOException {
        entrance.close();
        try {
            // The kernel takes connections for as long as a thread still waits for one.
            acceptor.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        cut();
    }

    private interface Work {
        void run() throws IOException;
    }

    private static Thread daemon(Work work) {
        Thread thread =
                new Thread(
                        () -> {
                            try {
                                work.run();
                            } catch (IOException e) {
                                // A closed socket is how a cable ends.
                                Thread.currentThread().interrupt();
                            }
                        });
        thread.setDaemon(true);
        thread.start();
        return thread;
    }
}
