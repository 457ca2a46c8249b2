package dev.nordbox.installer.host.ssh;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nordbox.installer.host.ssh.Unreachable.Reason;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.NoRouteToHostException;
import java.net.SocketException;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;

/** The kernel's words come in the language of the laptop; the hint must not depend on it. */
class UnreachableTest {

    @Test
    void aRefusalIsOneInEveryLanguage() {
        assertThat(told(new ConnectException("Verbindungsaufbau abgelehnt")))
                .contains("refused the connection")
                .contains("nothing listens there");
        assertThat(told(new ConnectException("Tilkopling nekta")))
                .contains("nothing listens there");
    }

    @Test
    void aMissingRouteIsOneInEveryLanguageAndKeepsTheSystemsWords() {
        assertThat(told(new SocketException("Nettverket er ikke tilgjengelig")))
                .contains("has no route: Nettverket er ikke tilgjengelig")
                .contains("this machine cannot reach that network");
        assertThat(told(new NoRouteToHostException("Keine Route zum Zielrechner")))
                .contains("this machine cannot reach that network");
    }

    @Test
    void aTimeoutIsSeenByItsType() {
        assertThat(Reason.of(new IOException("Fehler", new TimeoutException())))
                .isEqualTo(Reason.TIMED_OUT);
    }

    @Test
    void whatAnswersAndCutsOffIsNotTakenForAMissingRoute() {
        assertThat(told(new SocketException("Connection reset by peer"))).contains("sshd's port?");
        assertThat(told(new IOException("Rohr gebrochen"), true))
                .contains("answers, but not as an SSH server: Rohr gebrochen")
                .contains("sshd's port?");
    }

    private static String told(IOException failure) {
        return told(failure, false);
    }

    private static String told(IOException failure, boolean answered) {
        Unreachable unreachable = new Unreachable(new SshTarget("root", "box.example.no", 22));
        // As sshd hands it on: wrapped.
        unreachable.add(
                new InetSocketAddress("203.0.113.7", 22),
                new IOException("failed", failure),
                answered);
        return unreachable.toException().getMessage();
    }
}
