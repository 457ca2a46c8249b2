package dev.nordbox.installer.host.ssh.config;

import com.sun.security.auth.module.UnixSystem;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.function.Supplier;

/** The letters that depend on this machine and whoever runs this. */
final class LocalNames {
    private static final Path OF_KERNEL = Path.of("/proc/sys/kernel/hostname");

    private LocalNames() {}

    /** Found out once, when the first line asks: elsewhere than on Linux it takes a name server. */
    private static final class Machine {
        static final String NAME = name();
    }

    static Map<Character, Supplier<String>> letters(String hostName, int port, String user) {
        return Map.of(
                'i', () -> String.valueOf(new UnixSystem().getUid()),
                'l', () -> Machine.NAME,
                'L', () -> Machine.NAME.replaceFirst("\\..*", ""),
                'C', () -> sha1(Machine.NAME + hostName + port + user));
    }

    private static String name() {
        try {
            return Files.isReadable(OF_KERNEL)
                    ? Files.readString(OF_KERNEL).strip()
                    : InetAddress.getLocalHost().getHostName();
        } catch (IOException e) {
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
