package dev.nordbox.installer.control;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;

/**
 * Connects to a box from the operator's machine: what the guard lets in is seen from outside only.
 */
public final class OutsideProbe {
    /** Ports of web, etcd, API, kubelet, and the first of the node ports. */
    public static final List<Integer> PORTS = List.of(80, 443, 2379, 6443, 10250, 30000);

    private static final int PATIENCE_MILLIS = 3000;

    private OutsideProbe() {}

    /**
     * What came of it.
     *
     * @param direct the box was reached at its own address, and not by way of this machine
     * @param open ports that let a connection in
     * @param untried why it was not; {@code ""} when it was
     */
    public record Answers(boolean direct, List<Integer> open, String untried) {
        public static final Answers NONE =
                untried("this machine does not reach the host at an address of its own");

        /** Of a box that looks at itself. */
        public static final Answers FROM_WITHIN =
                untried(
                        "the box itself does not see what comes from outside: `verify` on another"
                                + " machine tries it");

        public Answers {
            open = List.copyOf(open);
        }

        static Answers of(List<Integer> open) {
            return new Answers(true, open, "");
        }

        private static Answers untried(String why) {
            return new Answers(false, List.of(), why);
        }
    }

    /**
     * @param host name or address
     * @param sshPort known to answer, since the login came by it
     */
    public static Answers from(String host, int sshPort) {
        InetAddress address;
        try {
            address = InetAddress.getByName(host);
        } catch (UnknownHostException e) {
            return Answers.NONE;
        }
        if (address.isLoopbackAddress() || !isOpen(address, sshPort)) {
            return Answers.NONE;
        }
        List<Integer> open = new ArrayList<>();
        PORTS.stream().filter(port -> isOpen(address, port)).forEach(open::add);
        return Answers.of(open);
    }

    private static boolean isOpen(InetAddress address, int port) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(address, port), PATIENCE_MILLIS);
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
