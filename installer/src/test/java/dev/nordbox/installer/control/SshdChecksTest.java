package dev.nordbox.installer.control;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nordbox.installer.host.Script;
import dev.nordbox.installer.problem.ProblemException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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
    void aServerThatWasNotAskedIsNoPass() throws ProblemException {
        assertThat(of(KEYS + "authenticationmethods any").result()).isEqualTo(Result.INCONCLUSIVE);
    }

    @ParameterizedTest
    @CsvSource({
        "'', root@127.0.0.1, 22",
        "'[::]:2022 0.0.0.0:2022', root@127.0.0.1, 2022",
        "[::]:22, root@::1, 22",
        "'192.0.2.7:2222 192.0.2.8:22', root@192.0.2.7, 2222",
        "[2001:db8::7]:22, root@2001:db8::7, 22"
    })
    void itIsAskedWhereItListens(String listens, String to, String port) throws Exception {
        String script = Script.beside(Inspection.class, "look.sh");
        int begin = script.indexOf("# What the one that runs offers");
        String fakes =
                """
                timeout() { shift; "$@"; }
                sshd() { printf '%%s\\n' '%s' | tr ' ' '\\n' | sed '/./s/^/listenaddress /'; }
                ssh() {
                    case "$*" in
                        *"-p %s "*"%s true") echo 'root@x: Permission denied (publickey).' ;;
                        *) echo 'Connection refused' ;;
                    esac
                }
                """
                        .formatted(listens, port, to);
        String part = script.substring(begin, script.indexOf("section keys", begin));
        Process look = new ProcessBuilder("sh", "-euc", fakes + part).start();

        assertThat(look.getInputStream()).hasContent("offers publickey");
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
