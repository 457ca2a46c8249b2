package dev.nordbox.installer.host.ssh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import dev.nordbox.installer.host.Command;
import dev.nordbox.installer.host.HostException;
import dev.nordbox.installer.host.RemoteFile;
import java.nio.file.Path;
import java.security.KeyPair;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** What is secret reaches the file it is for: no command line, no log, no message. */
class SecretsStayInsideTest {
    private static final String TOKEN = "K10-the-server-token";
    private static final String PASSPHRASE = "correct-horse-battery";

    @TempDir Path folder;
    private final List<String> logged = new CopyOnWriteArrayList<>();
    private final Logger sshd = (Logger) LoggerFactory.getLogger("org.apache.sshd");
    private final AppenderBase<ILoggingEvent> recorder =
            new AppenderBase<>() {
                @Override
                protected void append(ILoggingEvent event) {
                    logged.add(event.getFormattedMessage());
                }
            };
    private LocalSshServer server;
    private SshHost host;

    @BeforeEach
    void logEverythingAndConnect() throws Exception {
        recorder.setContext(sshd.getLoggerContext());
        recorder.start();
        sshd.addAppender(recorder);
        sshd.setAdditive(false);
        sshd.setLevel(Level.DEBUG);
        KeyPair key = LocalSshServer.newKeyPair();
        server = LocalSshServer.start(folder.resolve("server"));
        server.authorize(key.getPublic());
        Person person = new Person(folder.resolve("home"));
        person.names(person.keepsEncrypted("id", key, PASSPHRASE)).pins(server.fingerprint());
        person.types((file, attempt) -> Optional.of(PASSPHRASE.toCharArray()));
        host = person.at("debian@127.0.0.1:" + server.port()).connect();
    }

    @AfterEach
    void stopServer() throws Exception {
        host.close();
        server.close();
        sshd.setLevel(null);
        sshd.setAdditive(true);
        sshd.detachAppender(recorder);
    }

    @Test
    void aSecretFileIsInNoLogAndOnNoCommandLine() throws Exception {
        String path = folder.resolve("token").toString();

        host.write(List.of(RemoteFile.of(path, TOKEN, "0600").asSecret()));
        host.run(Command.of("cat").withInput(TOKEN.getBytes()));

        // The server in this process logs the command lines it is given.
        assertThat(logged).anyMatch(line -> line.contains("sudo -n -- env"));
        assertThat(Path.of(path)).hasContent(TOKEN);
        assertNowhere(TOKEN);
        assertNowhere(Base64.getEncoder().encodeToString(TOKEN.getBytes()));
        assertNowhere(PASSPHRASE);
    }

    @Test
    void aWriteThatFailsDoesNotQuoteTheSecret() throws Exception {
        RemoteFile file = RemoteFile.of("/proc/nordbox/token", TOKEN, "0600").asSecret();
        HostException refused =
                catchThrowableOfType(HostException.class, () -> host.write(List.of(file)));

        assertThat(refused).hasMessageContaining("write /proc/nordbox/token");
        assertThat(refused.getMessage())
                .doesNotContain(TOKEN)
                .doesNotContain(Base64.getEncoder().encodeToString(TOKEN.getBytes()));
    }

    private void assertNowhere(String secret) {
        assertThat(logged).isNotEmpty().noneMatch(line -> line.contains(secret));
    }
}
