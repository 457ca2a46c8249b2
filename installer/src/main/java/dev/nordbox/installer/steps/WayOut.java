package dev.nordbox.installer.steps;

import dev.nordbox.appliance.git.GitUrl;
import dev.nordbox.appliance.http.StraightHosts;
import dev.nordbox.installer.config.BackupConfig;
import dev.nordbox.installer.config.Cidr;
import dev.nordbox.installer.config.Cidr.IpAddress;
import dev.nordbox.installer.config.ProxyConfig;
import dev.nordbox.installer.facts.HostFacts;
import dev.nordbox.installer.facts.Sources;
import dev.nordbox.installer.problem.Problem;
import dev.nordbox.installer.profile.Endpoint;
import dev.nordbox.installer.profile.Profile;
import dev.nordbox.installer.step.InstallSpec;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a box has to reach outside for its own sake, held against what its profile lets out. Known
 * before the guard closes the rest, which nobody would connect with a name that has no address any
 * more.
 */
public final class WayOut {
    private static final List<String> NAMES = List.of("53/udp", "853/tcp");
    private static final List<String> TIME = List.of("123/udp");
    private static final String JAVA = "the controller's Java comes from";
    private static final int HTTPS = 443;
    private static final int HTTP = 80;

    private final Profile profile;
    private final InstallSpec spec;
    private final HostFacts facts;
    private final Sources sources;
    private final StraightHosts straight;

    private WayOut(Profile profile, HostFacts facts, InstallSpec spec) {
        this.profile = profile;
        this.spec = spec;
        this.facts = facts;
        this.sources = facts.network().sources();
        this.straight =
                new StraightHosts(
                        ProxyEnvironment.straight(spec.config().proxy(), facts)
                                .collect(Collectors.joining(",")));
    }

    /** Somewhere the box goes to; the name is the one that an endpoint would have. */
    private record Target(String what, String name, String host, int port) {
        boolean isAName() {
            return IpAddress.parse(host.replaceAll("[\\[\\]]", "")).isEmpty();
        }
    }

    /** What ends this run, or leaves a box that can never follow its repository. */
    static List<Problem> problems(Profile profile, HostFacts facts, InstallSpec spec) {
        return new WayOut(profile, facts, spec).problems();
    }

    /** What the box goes without, and may well: told, and nothing more. None without a profile. */
    public static List<Problem> warnings(HostFacts facts, InstallSpec spec) {
        return spec.config()
                .profile()
                .map(profile -> new WayOut(profile, facts, spec).warnings())
                .orElse(List.of());
    }

    private List<Problem> problems() {
        List<Target> needed = needed();
        List<Problem> problems = new ArrayList<>();
        needed.stream()
                .filter(target -> !isListed(target))
                .map(this::closed)
                .forEach(problems::add);
        List<String> unknown =
                needed.stream()
                        .filter(Target::isAName)
                        .map(Target::host)
                        .filter(host -> !sources.ownNames().contains(host))
                        .distinct()
                        .toList();
        if (!unknown.isEmpty() && !sources.nameServers().isEmpty() && nameServers().isEmpty()) {
            problems.add(noNames(unknown));
        }
        return problems;
    }

    private List<Target> needed() {
        List<Target> needed = new ArrayList<>(proxies());
        Repository.of(spec)
                .map(Repository::url)
                .filter(url -> url.scheme() != GitUrl.Scheme.FILE)
                .filter(url -> !isThroughProxy(url.scheme().name(), url.host()))
                .map(url -> new Target("the Git server", "git", url.host(), url.port()))
                .ifPresent(needed::add);
        spec.config()
                .backup()
                .map(BackupConfig::target)
                .flatMap(target -> storeOnTheWay(target))
                .map(store -> new Target("the store of kits", "kits", store.host(), store.port()))
                .ifPresent(needed::add);
        if (spec.artifacts().javaRuntime().isEmpty() && ControllerJava.ofHost(facts).isEmpty()) {
            needed.addAll(mirrors(JAVA));
        }
        return needed;
    }

    /** Whoever is reached through these need be no endpoint; what they let out is theirs to say. */
    private List<Target> proxies() {
        ProxyConfig said = spec.config().proxy();
        return Stream.of(said.http(), said.https())
                .flatMap(Optional::stream)
                .flatMap(url -> target(url, "the proxy").stream())
                .map(found -> new Target(found.what, "proxy", found.host, found.port))
                .distinct()
                .toList();
    }

    private boolean isThroughProxy(String scheme, String host) {
        ProxyConfig said = spec.config().proxy();
        Optional<String> proxy =
                switch (scheme.toLowerCase(Locale.ROOT)) {
                    case "https" -> said.https();
                    case "http" -> said.http();
                    default -> Optional.empty();
                };
        return proxy.isPresent() && !straight.have(host);
    }

    private boolean isThroughProxy(String url) {
        try {
            URI uri = URI.create(url);
            return uri.getHost() != null && isThroughProxy(uri.getScheme(), uri.getHost());
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private Optional<BackupConfig.Target.Server> storeOnTheWay(BackupConfig.Target target) {
        String scheme =
                target instanceof BackupConfig.Target.S3 bucket
                        ? URI.create(bucket.endpoint()).getScheme()
                        : "sftp";
        return target.server().filter(store -> !isThroughProxy(scheme, store.host()));
    }

    private List<Problem> warnings() {
        List<Problem> warnings = new ArrayList<>();
        if (facts.file(RedisUnit.PACKAGED).isEmpty()) {
            warnings.addAll(noRedis());
        }
        if (spec.config().hardening().updates()) {
            mirrors("security updates come from").stream()
                    .filter(target -> !isListed(target))
                    .map(this::closed)
                    .forEach(warnings::add);
        }
        RegistriesModel.of(profile.parameters()).registries().stream()
                .flatMap(
                        registry ->
                                registry.endpoints().stream()
                                        .filter(endpoint -> !isThroughProxy(endpoint))
                                        .map(
                                                endpoint ->
                                                        target(
                                                                endpoint,
                                                                "the source of images of "
                                                                        + registry.host()
                                                                        + ",")))
                .flatMap(Optional::stream)
                .filter(target -> !isListed(target))
                .map(this::closed)
                .forEach(warnings::add);
        if (profile.enforces("HOST-01") && endpoints(TIME).isEmpty()) {
            warnings.add(noTime());
        }
        boolean podsGoByName =
                profile.parameters().egress().stream()
                        .anyMatch(endpoint -> endpoint.pods() && endpoint.host().isPresent());
        if (podsGoByName && nameServers().stream().noneMatch(Endpoint::pods)) {
            warnings.add(
                    new Problem(
                            "pods may reach endpoints, and no name server: what goes by a name"
                                    + " fails there",
                            "profile.egress",
                            "add `pods: true` to the endpoint of the name servers; the cluster's"
                                    + " own asks them"));
        }
        return warnings;
    }

    /**
     * Whether the profile lets the box reach none of the places that its packages come from, so
     * that nobody need try. Never without a profile.
     */
    static boolean closesPackages(HostFacts facts, InstallSpec spec) {
        return spec.config()
                .profile()
                .map(profile -> new WayOut(profile, facts, spec))
                .filter(WayOut::closesPackages)
                .isPresent();
    }

    private boolean closesPackages() {
        List<Target> mirrors = mirrors("packages come from");
        return !mirrors.isEmpty() && mirrors.stream().noneMatch(this::isListed);
    }

    /** One line where nobody has asked for it. */
    private List<Problem> noRedis() {
        List<Target> mirrors = mirrors("the controller's Redis comes from");
        String without = "; or do without: `controller.redis: false`";
        return switch (spec.config().controller().redis()) {
            case OFF -> List.of();
            case WANTED ->
                    mirrors.stream()
                            .filter(target -> !isListed(target))
                            .map(target -> closed(target, without))
                            .toList();
            case WHERE_IT_COMES ->
                    closesPackages()
                            ? List.of(inMemory(closed(mirrors.get(0), without)))
                            : List.of();
        };
    }

    private static Problem inMemory(Problem told) {
        return new Problem(
                "the controller's renders stay in memory: " + told.what(),
                told.where(),
                "nothing is lost but time after a restart; " + told.remedy());
    }

    /** Where apt goes: a proxy that it has, else its mirrors. */
    private List<Target> mirrors(String what) {
        List<String> proxies =
                sources.packages().stream().filter(text -> text.startsWith("proxy ")).toList();
        return (proxies.isEmpty()
                        ? sources.packages().stream()
                                .map(text -> text.replaceFirst("^mirror\\+", ""))
                                .filter(text -> !isThroughProxy(text))
                        : proxies.stream().map(text -> text.replaceFirst("^proxy ", "")))
                .flatMap(text -> target(text, what).stream())
                .map(t -> new Target("the package mirror that " + what, "packages", t.host, t.port))
                .distinct()
                .toList();
    }

    /** Empty for what is no address elsewhere: {@code cdrom:}, {@code file:}. */
    private static Optional<Target> target(String url, String what) {
        try {
            URI uri = URI.create(url);
            if (uri.getHost() == null || !String.valueOf(uri.getScheme()).startsWith("http")) {
                return Optional.empty();
            }
            int usual = uri.getScheme().equals("https") ? HTTPS : HTTP;
            int port = uri.getPort() < 0 ? usual : uri.getPort();
            return Optional.of(new Target(what, "registry", uri.getHost(), port));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private Problem closed(Target target) {
        return closed(
                target, target.what.endsWith(JAVA) ? "; or bring a Java: --java-runtime" : "");
    }

    private Problem closed(Target target, String otherwise) {
        return new Problem(
                "%s %s, port %d, is no endpoint of profile %s, which closes the way out to everything"
                                .formatted(target.what, target.host, target.port, profile.id())
                        + " else",
                "profile.egress",
                "add {name: %s, host: %s, cidrs: [ITS.ADDRESS/32], ports: [%d/tcp]}%s"
                        .formatted(target.name, target.host, target.port, otherwise));
    }

    private Problem noNames(List<String> unknown) {
        String cidrs =
                sources.nameServers().stream()
                        .flatMap(server -> IpAddress.parse(server).stream())
                        .map(address -> Cidr.of(address).toString())
                        .collect(Collectors.joining(", "));
        return new Problem(
                "the box could not look %s up: none of its name servers (%s) is an endpoint of profile"
                                .formatted(
                                        String.join(", ", unknown),
                                        String.join(" ", sources.nameServers()))
                        + " "
                        + profile.id(),
                "profile.egress",
                "add {name: dns, cidrs: [%s], ports: [53/udp, 53/tcp], pods: true}"
                        .formatted(cidrs));
    }

    private Problem noTime() {
        String now =
                sources.timeServers().isEmpty()
                        ? ""
                        : "; now it asks " + String.join(" ", sources.timeServers());
        return new Problem(
                "no time server is an endpoint of profile %s, so the box' clock will drift (HOST-01)%s"
                        .formatted(profile.id(), now),
                "profile.egress",
                "add {name: time, host: NTP.EXAMPLE.NO, cidrs: [ITS.ADDRESS/32], ports: [123/udp]},"
                        + " and name it on the box (NTP= in /etc/systemd/timesyncd.conf)");
    }

    private List<Endpoint> nameServers() {
        return endpoints(NAMES).stream()
                .filter(
                        endpoint ->
                                sources.nameServers().stream()
                                        .flatMap(server -> IpAddress.parse(server).stream())
                                        .anyMatch(one -> Cidr.of(one).isAmong(endpoint.cidrs())))
                .toList();
    }

    private List<Endpoint> endpoints(List<String> ports) {
        return profile.parameters().egress().stream()
                .filter(endpoint -> endpoint.ports().stream().anyMatch(ports::contains))
                .toList();
    }

    private boolean isListed(Target target) {
        return profile.parameters().egress().stream()
                .anyMatch(endpoint -> covers(endpoint, target));
    }

    private static boolean covers(Endpoint endpoint, Target target) {
        Optional<Cidr> address =
                IpAddress.parse(target.host.replaceAll("[\\[\\]]", "")).map(Cidr::of);
        boolean there =
                address.map(one -> one.isAmong(endpoint.cidrs()))
                        .orElse(endpoint.host().map(target.host::equalsIgnoreCase).orElse(false));
        return there && endpoint.ports().contains(target.port + "/tcp");
    }
}
