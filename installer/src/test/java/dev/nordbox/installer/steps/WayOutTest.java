package dev.nordbox.installer.steps;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nordbox.installer.config.BoxConfig;
import dev.nordbox.installer.config.BoxConfig.Redis;
import dev.nordbox.installer.config.Hardening;
import dev.nordbox.installer.config.ProxyConfig;
import dev.nordbox.installer.facts.HostFacts;
import dev.nordbox.installer.host.FakeHost;
import dev.nordbox.installer.problem.Problem;
import dev.nordbox.installer.problem.ProblemException;
import dev.nordbox.installer.profile.Endpoint;
import dev.nordbox.installer.step.InstallSpec;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class WayOutTest {
    private static final Endpoint GIT =
            endpoint("git", "git.example.no", "203.0.113.20/32", "22/tcp");
    private static final Endpoint DNS = HeldTo.endpoint("dns", "203.0.113.53/32", "53/udp", true);

    private static final Endpoint MIRROR =
            endpoint("packages", "deb.debian.org", "192.0.2.4/32", "80/tcp");

    private final FakeHost host = FakeHost.debian12();

    WayOutTest() {
        host.machine.java.put("/usr/lib/jvm/java-17/bin/java", "17.0.13");
        host.machine.sources.add("dns\t203.0.113.53");
        host.machine.sources.add("dns\t127.0.0.53");
        host.machine.sources.add("name\tlocalhost");
        host.machine.sources.add("time\t0.debian.pool.ntp.org");
        host.machine.sources.add("packages\thttp://deb.debian.org/debian");
        host.machine.sources.add("packages\tmirror+file:/etc/apt/mirrors/debian.list");
    }

    @Test
    void aNameThatNobodyWouldAnswerForIsToldWithTheLineToAdd() throws ProblemException {
        assertThat(problems(GIT))
                .singleElement()
                .satisfies(
                        told ->
                                assertThat(told.what())
                                        .contains("git.example.no", "(203.0.113.53)", "nordic/no"))
                .extracting(Problem::remedy)
                .isEqualTo(
                        "add {name: dns, cidrs: [203.0.113.53/32], ports: [53/udp, 53/tcp], pods:"
                                + " true}");
        assertThat(problems(GIT, DNS)).isEmpty();
    }

    @Test
    void whatTheHostItselfKnowsNeedsNoNameServer() throws ProblemException {
        host.machine.sources.add("name\tgit.example.no");

        assertThat(problems(GIT)).isEmpty();
    }

    @Test
    void whereNoNameServerIsKnownNothingIsSaidOfIt() throws ProblemException {
        host.machine.sources.removeIf(line -> line.startsWith("dns"));

        assertThat(problems(GIT)).isEmpty();
    }

    @Test
    void aJavaFromPackagesNeedsTheirMirrorAndAllIsToldAtOnce() throws ProblemException {
        host.machine.java.clear();

        assertThat(problems())
                .extracting(Problem::what)
                .satisfiesExactly(
                        git -> assertThat(git).contains("the Git server git.example.no, port 22"),
                        mirror -> assertThat(mirror).contains("Java", "deb.debian.org, port 80"),
                        names -> assertThat(names).contains("git.example.no, deb.debian.org"));
        assertThat(problems(GIT, DNS, MIRROR)).isEmpty();
    }

    @Test
    void behindAProxyTheMirrorIsNotAskedByTheHost() throws ProblemException {
        host.machine.java.clear();
        host.machine.sources.add("packages\tproxy http://203.0.113.60:3142");

        assertThat(problems(GIT, DNS))
                .extracting(Problem::what)
                .singleElement()
                .asString()
                .contains("203.0.113.60, port 3142");
    }

    @Test
    void theProxyThatTheBoxGoesThroughIsAnEndpointAndWhoIsBehindItNeedBeNone()
            throws ProblemException {
        host.machine.java.clear();
        host.machine.sources.add("packages\thttps://mirror.example.no/debian");
        ProxyConfig proxy =
                new ProxyConfig(
                        Optional.empty(),
                        Optional.of("http://proxy.example.no:3128"),
                        List.of(),
                        Optional.empty());
        BoxConfig.Git git =
                new BoxConfig.Git(
                        "https://git.example.no/ops/box.git",
                        "HEAD",
                        "",
                        Optional.empty(),
                        Optional.empty());

        assertThat(problems(through(proxy, git, DNS)))
                .satisfiesExactly(
                        one -> {
                            assertThat(one.what())
                                    .contains("the proxy proxy.example.no, port 3128");
                            assertThat(one.remedy())
                                    .contains("{name: proxy, host: proxy.example.no,");
                        },
                        two -> assertThat(two.what()).contains("Java", "deb.debian.org, port 80"));
        Endpoint listed = endpoint("proxy", "proxy.example.no", "203.0.113.60/32", "3128/tcp");
        assertThat(problems(through(proxy, git, DNS, MIRROR, listed))).isEmpty();
        InstallSpec spec = through(proxy, git, DNS, MIRROR, listed);
        assertThat(WayOut.warnings(facts(spec), spec))
                .extracting(Problem::what)
                .noneMatch(what -> what.contains("registry.example.no"));
    }

    @Test
    void whoIsGoneToPastTheProxyHasToBeAnEndpoint() throws ProblemException {
        ProxyConfig proxy =
                new ProxyConfig(
                        Optional.empty(),
                        Optional.of("http://203.0.113.60:3128"),
                        List.of("git.example.no"),
                        Optional.empty());
        BoxConfig.Git git =
                new BoxConfig.Git(
                        "https://git.example.no/ops/box.git",
                        "HEAD",
                        "",
                        Optional.empty(),
                        Optional.empty());
        Endpoint listed = HeldTo.endpoint("proxy", "203.0.113.60/32", "3128/tcp", false);

        assertThat(problems(through(proxy, git, DNS, listed)))
                .singleElement()
                .extracting(Problem::what)
                .asString()
                .contains("the Git server git.example.no, port 443");
    }

    private static InstallSpec through(ProxyConfig proxy, BoxConfig.Git git, Endpoint... egress) {
        InstallSpec spec =
                HeldTo.with(Specs.plain(), git, Optional.of(HeldTo.profile(List.of(), egress)));
        return new InstallSpec(spec.config().with(proxy), spec.artifacts());
    }

    private List<Problem> problems(InstallSpec spec) throws ProblemException {
        return WayOut.problems(spec.config().profile().orElseThrow(), facts(spec), spec);
    }

    @Test
    void securityUpdatesNeedTheirMirrorForAsLongAsTheBoxLives() throws ProblemException {
        InstallSpec plain = spec(GIT, DNS);
        InstallSpec updated =
                new InstallSpec(plain.config().with(Hardening.STANDARD), plain.artifacts());

        assertThat(WayOut.warnings(facts(updated), updated))
                .filteredOn(told -> told.what().contains("security updates come from"))
                .singleElement()
                .satisfies(
                        told -> {
                            assertThat(told.what()).contains("deb.debian.org, port 80");
                            assertThat(told.remedy())
                                    .contains("{name: packages, host: deb.debian.org")
                                    .doesNotContain("Java");
                        });
        assertThat(WayOut.warnings(facts(plain), plain))
                .noneMatch(told -> told.what().contains("security updates"));
    }

    @Test
    void withoutAWayToRegistriesAndTimeABoxComesUpAndIsWarnedOf() throws ProblemException {
        assertThat(warnings(GIT, DNS))
                .extracting(Problem::what)
                .satisfiesExactly(
                        cache -> assertThat(cache).startsWith("the controller's renders stay"),
                        images -> assertThat(images).contains("registry.example.no, port 443"),
                        time ->
                                assertThat(time)
                                        .contains("no time server", "0.debian.pool.ntp.org"));
        assertThat(
                        warnings(
                                GIT,
                                DNS,
                                MIRROR,
                                HeldTo.endpoint("time", "203.0.113.123/32", "123/udp", false),
                                endpoint(
                                        "registry",
                                        "registry.example.no",
                                        "203.0.113.21/32",
                                        "443/tcp")))
                .isEmpty();
    }

    @Test
    void whereNoMirrorIsLetOutRedisIsToldOnceAndNotTried() throws ProblemException {
        host.machine.sources.add("packages\thttp://security.debian.org/debian-security");

        assertThat(ofRedis(Redis.WHERE_IT_COMES, GIT, DNS))
                .singleElement()
                .satisfies(
                        told -> {
                            assertThat(told.what())
                                    .contains("stay in memory", "deb.debian.org, port 80");
                            assertThat(told.remedy())
                                    .contains("add {name: packages, host: deb.debian.org,")
                                    .endsWith("or do without: `controller.redis: false`");
                        });
        assertThat(redisIsTried(Redis.WHERE_IT_COMES, GIT, DNS)).isFalse();
    }

    @Test
    void oneMirrorThatIsLetOutIsTried() throws ProblemException {
        host.machine.sources.add("packages\thttp://security.debian.org/debian-security");

        assertThat(ofRedis(Redis.WHERE_IT_COMES, GIT, DNS, MIRROR)).isEmpty();
        assertThat(redisIsTried(Redis.WHERE_IT_COMES, GIT, DNS, MIRROR)).isTrue();
    }

    @Test
    void aRedisThatIsAskedForIsToldOfEachMirrorAndTriedAllTheSame() throws ProblemException {
        host.machine.sources.add("packages\thttp://security.debian.org/debian-security");

        assertThat(ofRedis(Redis.WANTED, GIT, DNS))
                .extracting(Problem::what)
                .satisfiesExactly(
                        one -> assertThat(one).contains("Redis comes from deb.debian.org"),
                        two -> assertThat(two).contains("Redis comes from security.debian.org"));
        assertThat(redisIsTried(Redis.WANTED, GIT, DNS)).isTrue();
    }

    @Test
    void oneThatIsTurnedOffOrThereNeedsNoMirror() throws ProblemException {
        assertThat(ofRedis(Redis.OFF, GIT, DNS)).isEmpty();
        assertThat(redisIsTried(Redis.OFF, GIT, DNS)).isFalse();

        host.put(RedisUnit.PACKAGED, "[Service]".getBytes(), "0644", "root:root");
        assertThat(ofRedis(Redis.WHERE_IT_COMES, GIT, DNS)).isEmpty();
    }

    @Test
    void podsThatGoByNamesNeedANameServerToo() throws ProblemException {
        Endpoint api =
                new Endpoint(
                        "api",
                        List.of("198.51.100.8/32"),
                        Optional.of("api.example.no"),
                        List.of("443/tcp"),
                        true,
                        "",
                        Optional.empty(),
                        Optional.empty());
        Endpoint ofTheHostAlone = HeldTo.endpoint("dns", "203.0.113.53/32", "53/udp", false);

        assertThat(warnings(api, ofTheHostAlone))
                .extracting(Problem::remedy)
                .anyMatch(remedy -> remedy.contains("pods: true"));
        assertThat(warnings(api, DNS))
                .extracting(Problem::remedy)
                .noneMatch(remedy -> remedy.contains("pods: true"));
    }

    private List<Problem> problems(Endpoint... egress) throws ProblemException {
        return problems(spec(egress));
    }

    private List<Problem> warnings(Endpoint... egress) throws ProblemException {
        InstallSpec spec = spec(egress);
        return WayOut.warnings(facts(spec), spec);
    }

    private List<Problem> ofRedis(Redis said, Endpoint... egress) throws ProblemException {
        InstallSpec spec = saying(said, egress);
        return WayOut.warnings(ofRedis(spec), spec).stream()
                .filter(told -> told.what().contains("Redis"))
                .toList();
    }

    private boolean redisIsTried(Redis said, Endpoint... egress) throws ProblemException {
        InstallSpec spec = saying(said, egress);
        return !new InstallRedis().plan(ofRedis(spec), spec).isEmpty();
    }

    private HostFacts ofRedis(InstallSpec spec) throws ProblemException {
        return new Provisioning(List.of(new InstallRedis()), spec).facts(host);
    }

    private static InstallSpec saying(Redis said, Endpoint... egress) {
        InstallSpec spec = spec(egress);
        BoxConfig.Controller controller = new BoxConfig.Controller(said, Optional.empty());
        return new InstallSpec(spec.config().with(controller), spec.artifacts());
    }

    private HostFacts facts(InstallSpec spec) throws ProblemException {
        return Provisioning.ofHostSteps(spec).facts(host);
    }

    private static InstallSpec spec(Endpoint... egress) {
        return HeldTo.with(
                Specs.plain(),
                new BoxConfig.Git(
                        "ssh://git@git.example.no/ops/box.git",
                        "HEAD",
                        "",
                        Optional.empty(),
                        Optional.empty()),
                Optional.of(HeldTo.profile(List.of(), egress)));
    }

    private static Endpoint endpoint(String name, String host, String cidr, String port) {
        return new Endpoint(
                name,
                List.of(cidr),
                Optional.of(host),
                List.of(port),
                false,
                "",
                Optional.empty(),
                Optional.empty());
    }
}
