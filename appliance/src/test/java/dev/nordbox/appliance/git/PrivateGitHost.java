package dev.nordbox.appliance.git;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.util.stream.Stream;

/** A Git host over SSH at an address that the network knows this machine by, and one key to it. */
public final class PrivateGitHost implements AutoCloseable {

    private final InProcessGitServer server;
    private final String address;
    private final Path key;

    private PrivateGitHost(InProcessGitServer server, String address, Path key) {
        this.server = server;
        this.address = address;
        this.key = key;
    }

    /**
     * @param directory of its repositories, made if it is not there
     */
    public static PrivateGitHost start(Path directory) throws Exception {
        Files.createDirectories(directory);
        KeyPair pair = InProcessGitServer.newKey();
        Path key = InProcessGitServer.writePrivate(pair, directory.resolve("id_ed25519"));
        String address = address();
        InProcessGitServer server = new InProcessGitServer(directory, pair.getPublic(), address);
        return new PrivateGitHost(server, address, key);
    }

    static String address() throws SocketException {
        return NetworkInterface.networkInterfaces()
                .flatMap(PrivateGitHost::addresses)
                .map(InetAddress::getHostAddress)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("this machine has no network"));
    }

    private static Stream<InetAddress> addresses(NetworkInterface network) {
        return network.inetAddresses()
                .filter(Inet4Address.class::isInstance)
                .filter(address -> !address.isLoopbackAddress() && !address.isLinkLocalAddress());
    }

    public String url(String path) {
        return "ssh://git@" + address + ":" + server.port() + path;
    }

    public String privateKey() throws Exception {
        return Files.readString(key);
    }

    public String knownHostsLine() {
        return server.knownHostsLine();
    }

    @Override
    public void close() throws Exception {
        server.close();
    }
}
