package dev.nordbox.installer.host.ssh;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ByteChannel;
import java.nio.channels.Pipe;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where agents listen. Windows' pipe itself is not there to be tried. */
class AgentPlaceTest {
    private static final String PIPE = "\\\\.\\pipe\\openssh-ssh-agent";

    @TempDir Path folder;

    @Test
    void onWindowsItsOwnAgentIsAskedUnlessAnotherIsNamed() {
        assertThat(AgentPlace.usual(Map.of("OS", "Windows_NT"))).hasValue(Path.of(PIPE));
        assertThat(AgentPlace.usual(Map.of("OS", "Windows_NT", "SSH_AUTH_SOCK", "C:/a.sock")))
                .hasValue(Path.of("C:/a.sock"));
        assertThat(AgentPlace.usual(Map.of("SSH_AUTH_SOCK", " "))).isEmpty();
        assertThat(AgentPlace.usual(Map.of())).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                PIPE,
                "\\.\\pipe\\openssh-ssh-agent",
                "//./pipe/openssh-ssh-agent",
                "//./PIPE/openssh-ssh-agent"
            })
    void aPipeIsOneHoweverItIsWritten(String written) {
        assertThat(new AgentPlace(Path.of(written)).pipe()).hasValue(PIPE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/run/user/1000/agent", "/tmp/pipe/agent", "C:\\pipe\\agent", "./pipe/a"})
    void anythingElseIsASocket(String written) {
        assertThat(new AgentPlace(Path.of(written)).pipe()).isEmpty();
    }

    @Test
    void anAgentAnswersOverAnyPairOfChannels() throws Exception {
        Pipe there = Pipe.open();
        Pipe back = Pipe.open();
        try (SecurityKeyAgent agent = new SecurityKeyAgent(folder);
                AgentSocket asked = new AgentSocket(new Both(back.source(), there.sink()))) {
            Thread thread = new Thread(() -> agent.answer(new Both(there.source(), back.sink())));
            thread.setDaemon(true);
            thread.start();

            assertThat(asked.getIdentities()).hasSize(1);
            assertThat(
                            asked.signature(
                                    agent.publicKey(), "sk-ssh-ed25519@openssh.com", new byte[9]))
                    .isNotEmpty();
        }
    }

    private record Both(ReadableByteChannel in, WritableByteChannel out) implements ByteChannel {
        @Override
        public int read(ByteBuffer buffer) throws IOException {
            return in.read(buffer);
        }

        @Override
        public int write(ByteBuffer buffer) throws IOException {
            return out.write(buffer);
        }

        @Override
        public boolean isOpen() {
            return in.isOpen();
        }

        @Override
        public void close() throws IOException {
            in.close();
            out.close();
        }
    }
}
