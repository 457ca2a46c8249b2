package dev.nordbox.installer.control;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nordbox.installer.problem.ProblemException;
import java.util.List;
import org.junit.jupiter.api.Test;

class SshdChecksTest {
    private static final String KEYS =
            "passwordauthentication no\nkbdinteractiveauthentication no\n";

    @Test
    void keysOnlyPasses() throws ProblemException {
        assertThat(of(KEYS + "authenticationmethods any\noffers publickey").result())
                .isEqualTo(Result.PASS);
    }

    @Test
    void whatIsTypedOpensNothingAndPamAsksForPasswordsToo() throws ProblemException {
        Finding typed = of("passwordauthentication no\nkbdinteractiveauthentication yes");

        assertThat(typed.result()).isEqualTo(Result.FAIL);
        assertThat(typed.observed()).contains("kbdinteractiveauthentication yes");
    }

    @Test
    void theServerThatRunsCountsWhateverItsFilesSay() throws ProblemException {
        assertThat(of(KEYS + "offers publickey,password").result()).isEqualTo(Result.FAIL);
    }

    @Test
    void aCodeOnTopOfAKeyIsMoreThanAKey() throws ProblemException {
        String codes = "passwordauthentication no\nkbdinteractiveauthentication yes\n";

        assertThat(
                        of(codes
                                        + "authenticationmethods publickey,keyboard-interactive\noffers publickey")
                                .result())
                .isEqualTo(Result.PASS);
        assertThat(of(codes + "authenticationmethods publickey keyboard-interactive").result())
                .isEqualTo(Result.FAIL);
    }

    @Test
    void aMatchBlockThatNobodyTriedIsNoPass() throws ProblemException {
        assertThat(of(KEYS + "match takes more than keys").result()).isEqualTo(Result.INCONCLUSIVE);
    }

    @Test
    void aTicketOrTheWordOfAnotherHostIsNoKey() throws ProblemException {
        for (String way : List.of("gssapi", "hostbased")) {
            Finding open = of(KEYS + way + "authentication yes\noffers publickey");
            assertThat(open.result()).isEqualTo(Result.FAIL);
            assertThat(open.observed()).contains(way);
        }
        assertThat(of(KEYS + "gssapiauthentication no\noffers publickey,hostbased").result())
                .isEqualTo(Result.FAIL);
        assertThat(of(KEYS + "offers publickey,gssapi-with-mic").result()).isEqualTo(Result.FAIL);
    }

    @Test
    void nothingSeenIsNoPass() throws ProblemException {
        assertThat(of("").result()).isEqualTo(Result.INCONCLUSIVE);
        assertThat(of("offers publickey\n").result()).isEqualTo(Result.INCONCLUSIVE);
    }

    private static Finding of(String sshd) throws ProblemException {
        return Checks.examine("sshd-keys-only", SeenBox.good().put("sshd", sshd).seen());
    }
}
