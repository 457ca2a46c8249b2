package dev.nordbox.installer.host.ssh.config;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;

/** The letters that depend on the name of this machine. */
final class LocalNames {
    private LocalNames() {}

    static Map<Character, String> letters(String hostName, int port, String user) {
        String local = name();
        return Map.of(
                'l', local,
                'L', local.replaceFirst("\\..*", ""),
                'C', sha1(local + hostName + port + user));
    }

    private static String name() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "localhost";
        }
    }

    private static String sha1(String text) {
        try {
            byte[] sum =
                    MessageDigest.getInstance("SHA-1")
                            .digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(sum);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-1", e);
        }
    }
}
