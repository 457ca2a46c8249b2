package dev.nordbox.installer.host.ssh;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ByteChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Where an agent listens: at a socket, or on Windows at a named pipe. */
record AgentPlace(Path path) {
    private static final String PIPES = "\\\\.\\pipe\\";

    /** Where OpenSSH's agent for Windows always is; nothing names it there. */
    private static final String WINDOWS = PIPES + "openssh-ssh-agent";

    /** As people write it: ssh's configuration makes one of two backslashes. */
    private static final Pattern PIPE =
            Pattern.compile("[\\\\/]{1,2}\\.[\\\\/]pipe[\\\\/](.+)", Pattern.CASE_INSENSITIVE);

    /** As the environment says, else where Windows' own agent is. */
    static Optional<Path> usual(Map<String, String> environment) {
        Optional<String> named =
                Optional.ofNullable(environment.get("SSH_AUTH_SOCK"))
                        .filter(path -> !path.isBlank());
        boolean windows = "Windows_NT".equals(environment.get("OS"));
        return named.or(() -> windows ? Optional.of(WINDOWS) : Optional.empty()).map(Path::of);
    }

    ByteChannel open() throws IOException {
        Optional<String> pipe = pipe();
        return pipe.isPresent()
                ? new RandomAccessFile(pipe.get(), "rw").getChannel()
                : SocketChannel.open(UnixDomainSocketAddress.of(path));
    }

    /** The pipe's name as Windows has it; empty: it is a socket. */
    Optional<String> pipe() {
        Matcher pipe = PIPE.matcher(path.toString());
        return pipe.matches() ? Optional.of(PIPES + pipe.group(1)) : Optional.empty();
    }
}
