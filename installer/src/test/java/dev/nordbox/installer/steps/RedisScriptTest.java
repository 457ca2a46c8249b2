package dev.nordbox.installer.steps;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nordbox.installer.host.CommandOutcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the script does to a host, in which order. */
class RedisScriptTest {
    private static final String MASK = "systemctl mask --quiet redis-server.service";
    private static final String UNMASK = "systemctl unmask --quiet redis-server.service";
    private static final String FETCH = "apt fetch";
    private static final String LISTS = "apt update";
    private static final String INSTALL = "apt install";
    private static final String UNKNOWN = "E: Unable to locate package redis-server";

    @TempDir private Path folder;
    private LocalShell shell;

    @BeforeEach
    void openAShell() throws IOException {
        shell = LocalShell.in(folder);
        Files.createFile(folder.resolve("calls"));
        shell.program("systemctl", "echo \"systemctl $*\" >>" + folder.resolve("calls"));
        shell.program("timeout", "touch %s; shift; exec \"$@\"".formatted(limited()));
        shell.program("sleep", "exit 0");
        shell.program("dpkg-query", "exit 1");
    }

    @Test
    void theDistributionsOwnUnitIsKeptDownBeforeItIsThere() throws Exception {
        apt(0, "", 0);

        assertThat(install("brief").exitCode()).isZero();

        assertThat(calls()).containsExactly(MASK, FETCH, INSTALL);
        assertThat(Files.readString(note())).isEqualTo("redis-server redis-tools\n");
    }

    @Test
    void toolsThatWereThereBeforeDoNotCountAsOurs() throws Exception {
        apt(0, "", 0);
        shell.program("dpkg-query", "[ $3 = redis-tools ] && echo installed");

        install("brief");

        assertThat(Files.readString(note())).isEqualTo("redis-server\n");
    }

    @Test
    void whatAKilledRunBroughtStaysOurs() throws Exception {
        apt(0, "", 0);
        install("brief");
        shell.program("dpkg-query", "echo installed");

        install("brief");

        assertThat(Files.readString(note())).isEqualTo("redis-server redis-tools\n");
    }

    @Test
    void theListsAreOnlyFetchedWhenTheyAreNeeded() throws Exception {
        apt(1, UNKNOWN, 0);

        assertThat(install("brief").exitCode()).isZero();

        assertThat(calls()).containsExactly(MASK, FETCH, LISTS, FETCH, INSTALL);
    }

    @Test
    void aMirrorThatGivesNoneLeavesNothingBehindAndSaysWhy() throws Exception {
        apt(100, UNKNOWN, 0);

        CommandOutcome outcome = install("brief");

        assertThat(outcome.exitCode()).isEqualTo(1);
        assertThat(outcome.stderr()).contains("Unable to locate package");
        assertThat(calls()).containsExactly(MASK, FETCH, LISTS, FETCH, UNMASK);
        assertThat(note()).doesNotExist();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "E: Failed to fetch http://m/x.deb  Temporary failure resolving 'm'",
                "E: Failed to fetch http://m/x.deb  Could not resolve 'm'",
                "E: Failed to fetch http://m/x.deb  Could not connect to m:80 (192.0.2.1), connection timed out",
                "E: Failed to fetch http://m/x.deb  Connection failed [IP: 192.0.2.1 80]",
                "E: Failed to fetch http://m/x.deb  Cannot initiate the connection to m:80 (192.0.2.1)."
            })
    void whoCannotBeReachedForThePackageIsNotAskedForLists(String said) throws Exception {
        apt(100, said, 0);

        CommandOutcome outcome = install("brief");

        assertThat(outcome.exitCode()).isEqualTo(1);
        assertThat(outcome.stderr()).contains(said);
        assertThat(calls()).containsExactly(MASK, FETCH, UNMASK);
    }

    @Test
    void aMirrorThatIsCutOffIsToldAsTooSlow() throws Exception {
        apt(100, "", 0);
        shell.program("timeout", "exit 124");

        CommandOutcome outcome = install("brief");

        assertThat(outcome.exitCode()).isEqualTo(1);
        assertThat(outcome.stderr()).isEqualTo("the package mirror takes too long\n");
        assertThat(calls()).containsExactly(MASK, UNMASK);
    }

    @Test
    void whatIsDoneWithoutIsWaitedForBriefly() throws Exception {
        apt(0, "", 0);

        install("brief");

        assertThat(options())
                .allMatch(line -> line.contains("DPkg::Lock::Timeout=40"))
                .allMatch(line -> line.contains("Acquire::http::Timeout=5"))
                .allMatch(line -> line.contains("Acquire::Retries=0"))
                .allMatch(line -> line.contains("timeout:3 attempts:2"));
        assertThat(limited()).exists();
    }

    @Test
    void whatIsAskedForIsWaitedForPatiently() throws Exception {
        apt(0, "", 0);

        install("patient");

        assertThat(options())
                .allMatch(line -> line.contains("DPkg::Lock::Timeout=900"))
                .allMatch(line -> line.contains("Acquire::http::Timeout=20"));
        assertThat(limited()).doesNotExist();
    }

    @Test
    void theProxyOfTheWholeHostIsApts() throws Exception {
        apt(0, "", 0);
        shell.file(
                "/etc/environment",
                Files.writeString(
                        folder.resolve("environment"),
                        """
                        # of the whole host
                        PATH="/usr/bin"
                        HTTP_PROXY="http://203.0.113.60:3128/?a=b"
                        https_proxy=http://203.0.113.61:3128
                        export NO_PROXY='mirror.example.no'"""
                                + "\n"));
        shell.variable("http_proxy", "");
        shell.variable("no_proxy", "");
        shell.variable("https_proxy", "http://203.0.113.62:3128");

        install("brief");

        assertThat(options())
                .allMatch(line -> line.contains("http=http://203.0.113.60:3128/?a=b "))
                .allMatch(line -> line.contains("https=http://203.0.113.62:3128 "))
                .allMatch(line -> line.endsWith("no=mirror.example.no"));
    }

    @Test
    void whatUnpacksIsNeverCutOff() throws Exception {
        apt(0, "", 0);
        shell.program(
                "timeout", "shift; case \"$*\" in *download-only*) exec \"$@\" ;; esac; exit 124");

        assertThat(install("brief").exitCode()).isZero();

        assertThat(calls()).containsExactly(MASK, FETCH, INSTALL);
    }

    @Test
    void whoIsAtThePackagesAllTheTimeIsToldApart() throws Exception {
        apt(100, "E: Could not get lock /var/lib/dpkg/lock-frontend. It is held by apt-get", 0);

        CommandOutcome outcome = install("brief");

        assertThat(outcome.exitCode()).isEqualTo(75);
        assertThat(outcome.stderr()).contains("held by apt-get");
        assertThat(note()).doesNotExist();
    }

    @Test
    void whoHasTheListsAllTheTimeIsToldApartToo() throws Exception {
        apt(100, UNKNOWN, 100);

        assertThat(install("brief").exitCode()).isEqualTo(75);

        assertThat(calls()).filteredOn(LISTS::equals).hasSize(9);
    }

    @Test
    void besideARedisOfSomebodysOwnNoneIsInstalled() throws Exception {
        apt(0, "", 0);
        Path own = Files.createFile(folder.resolve("redis.service"));

        CommandOutcome outcome = install("brief", own.toString());

        assertThat(outcome.exitCode()).isEqualTo(1);
        assertThat(outcome.stderr()).contains("there is another Redis, " + own);
        assertThat(calls()).isEmpty();
        assertThat(note()).doesNotExist();
    }

    @Test
    void aUnitThatIsKeptDownOrIsTheDistributionsIsNobodysOwn() throws Exception {
        apt(0, "", 0);
        Path masked =
                Files.createSymbolicLink(folder.resolve("masked.service"), Path.of("/dev/null"));
        Path theirs = Files.createFile(folder.resolve("redis-server.service"));
        Path alias = Files.createSymbolicLink(folder.resolve("redis.service"), theirs);

        assertThat(install("brief", masked.toString(), alias.toString()).exitCode()).isZero();
    }

    @Test
    void aUnitThatCannotBeKeptDownIsNotInstalled() throws Exception {
        apt(0, "", 0);
        shell.program("systemctl", "[ $1 = unmask ] || { echo 'it exists' >&2; exit 1; }");

        CommandOutcome outcome = install("brief");

        assertThat(outcome.exitCode()).isEqualTo(1);
        assertThat(outcome.stderr()).contains("it exists");
        assertThat(calls()).isEmpty();
        assertThat(note()).doesNotExist();
    }

    private CommandOutcome install(String how, String... own) throws Exception {
        List<String> words = new ArrayList<>(List.of(note().toString(), how));
        words.addAll(List.of(own));
        return shell.runWithPackages("install-redis-package.sh", words.toArray(String[]::new));
    }

    private Path note() {
        return folder.resolve("notes/redis-package");
    }

    private Path limited() {
        return folder.resolve("limited");
    }

    /**
     * An apt-get that gives the package after so many refusals.
     *
     * @param busy how often somebody else has the lists
     */
    private void apt(int refusals, String said, int busy) throws IOException {
        Files.createFile(folder.resolve("refusals"));
        Files.createFile(folder.resolve("busy"));
        shell.program(
                "apt-get",
                """
                echo "$* ${RES_OPTIONS:-} http=${http_proxy:-} https=${https_proxy:-} no=${no_proxy:-}" >>OPTIONS
                case "$*" in
                    *' update')
                        echo 'apt update' >>CALLS
                        echo >>BUSY
                        [ $(wc -l <BUSY) -gt BUSY_COUNT ] && exit 0
                        echo 'E: Could not get lock /var/lib/apt/lists/lock. It is held by apt' >&2
                        exit 100
                        ;;
                    *--download-only*) echo 'apt fetch' >>CALLS ;;
                    *) echo 'apt install' >>CALLS && exit 0 ;;
                esac
                echo >>REFUSALS
                [ $(wc -l <REFUSALS) -gt REFUSAL_COUNT ] && exit 0
                cat >&2 <<'SAID'
                WHAT
                SAID
                exit 100"""
                        .replace(">>OPTIONS", ">>" + folder.resolve("options"))
                        .replace("CALLS", folder.resolve("calls").toString())
                        .replace("REFUSAL_COUNT", String.valueOf(refusals))
                        .replace("BUSY_COUNT", String.valueOf(busy))
                        .replace("REFUSALS", folder.resolve("refusals").toString())
                        .replace("BUSY", folder.resolve("busy").toString())
                        .replace("WHAT", said));
    }

    private List<String> calls() throws IOException {
        return Files.readAllLines(folder.resolve("calls"));
    }

    private List<String> options() throws IOException {
        return Files.readAllLines(folder.resolve("options"));
    }
}
